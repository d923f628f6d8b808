namespace QLab.ServiceDefaults.Messaging.DeadLetters;

/// <summary>A message that a consumer could not handle, kept with the reason until an operator replays or discards it.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Queue">The queue it failed in.</param>
/// <param name="Type">What has happened: the event's type.</param>
/// <param name="FailedAt">When it failed for the last time, UTC.</param>
/// <param name="Reason">The exception's message.</param>
/// <param name="Body">The message as it was sent, JSON.</param>
public sealed record DeadLetter(Guid MessageId, string Queue, string? Type, DateTimeOffset? FailedAt, string? Reason, string Body);
