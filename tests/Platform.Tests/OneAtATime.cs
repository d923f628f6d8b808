// A platform that starts takes both cores of a small machine, so two at once take longer than one after the other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
