// A platform that starts takes both cores of a small machine; another assembly runs beside this one already.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
