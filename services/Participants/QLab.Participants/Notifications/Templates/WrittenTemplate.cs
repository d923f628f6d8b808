namespace QLab.Participants.Notifications.Templates;

/// <summary>A template as staff have written it, in place of the one that comes with the service. Every version stays.</summary>
sealed class WrittenTemplate
{
    public required string Name { get; init; }
    public required string Language { get; init; }
    public required int Version { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
    public required string Html { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }
}
