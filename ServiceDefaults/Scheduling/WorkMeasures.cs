using System.Diagnostics.Metrics;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.ServiceDefaults.Scheduling;

sealed class WorkMeasures(IMeterFactory meters)
{
    readonly Counter<long> failures = meters.QLab().CreateCounter<long>(
        "qlab.work.failures", "{failure}", "Runs of work in the background that failed; each is tried again, and the log says why it failed");

    public void Failed(string work) => failures.Add(1, new KeyValuePair<string, object?>("qlab.work", work));
}
