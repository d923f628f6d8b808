// A platform that starts takes both cores of a small machine: two at once make each other's deadlines short.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
