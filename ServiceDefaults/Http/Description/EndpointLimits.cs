using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>
/// What an endpoint takes that others do not. The API description carries it as <c>x-limits</c>, and the gateway reads it there,
/// so that both keep the same limits.
/// </summary>
/// <param name="MaxBytes">The largest body.</param>
/// <param name="TimeoutSeconds">How long it may be silent before the gateway gives up.</param>
/// <param name="Quota">The gateway's quota that counts its requests.</param>
sealed record EndpointLimits(long? MaxBytes, int? TimeoutSeconds, string? Quota)
{
    const string Extension = "x-limits";

    public void Write(OpenApiOperation operation)
    {
        var limits = new JsonObject();
        if (MaxBytes is { } bytes) limits["maxBytes"] = bytes;
        if (TimeoutSeconds is { } seconds) limits["timeoutSeconds"] = seconds;
        if (Quota is { } quota) limits["quota"] = quota;
        operation.AddExtension(Extension, new JsonNodeExtension(limits));
    }
}

/// <summary>Limits that differ from those of other endpoints.</summary>
public static class EndpointLimitsExtensions
{
    /// <summary>Says what an endpoint takes that others do not; the service and the gateway keep to it.</summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="maxBytes">The largest body; a megabyte when not said.</param>
    /// <param name="timeoutSeconds">How long it may be silent; what the gateway is set to when not said.</param>
    /// <param name="quota">The name of the gateway's quota that counts its requests; the caller's when not said.</param>
    public static TBuilder WithLimits<TBuilder>(
        this TBuilder endpoint, long? maxBytes = null, int? timeoutSeconds = null, string? quota = null)
        where TBuilder : IEndpointConventionBuilder
    {
        if (maxBytes is { } bytes) endpoint.WithMetadata(new RequestSizeLimitAttribute(bytes));
        return endpoint.WithMetadata(new EndpointLimits(maxBytes, timeoutSeconds, quota));
    }
}
