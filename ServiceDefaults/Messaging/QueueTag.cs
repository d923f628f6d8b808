namespace QLab.ServiceDefaults.Messaging;

static class QueueTag
{
    /// <summary>Names the queue that a measure is about, as the semantic conventions of OpenTelemetry do.</summary>
    public static KeyValuePair<string, object?> Of(string queue) => new("messaging.destination.name", queue);
}
