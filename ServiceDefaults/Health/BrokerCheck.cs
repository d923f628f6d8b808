using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace QLab.ServiceDefaults.Health;

/// <summary>
/// Before the bus has been up once the service is not ready: its queues may not exist yet and would miss what is published.
/// Later a broker that is away only degrades it: writes go on, their events wait in the outbox.
/// </summary>
sealed class BrokerCheck(IBusControl bus) : IHealthCheck
{
    volatile bool hasBeenUp;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default)
    {
        if (bus.CheckHealth().Status == BusHealthStatus.Healthy)
        {
            hasBeenUp = true;
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        return Task.FromResult(hasBeenUp
            ? HealthCheckResult.Degraded("The broker is away; events wait in the outbox.")
            : HealthCheckResult.Unhealthy("The broker has not been reached yet."));
    }
}
