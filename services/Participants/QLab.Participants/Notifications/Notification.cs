using QLab.Participants.Consents;

namespace QLab.Participants.Notifications;

public enum NotificationState
{
    Waiting,

    /// <summary>An attempt has begun. Whoever finds it so and unlocked knows that the attempt was cut off.</summary>
    Sending,

    Sent,

    /// <summary>A letter that staff print, because its reader prefers post.</summary>
    ToPrint,

    /// <summary>Not sent, because it may not be: no consent, no address, nobody of that name.</summary>
    Withheld,

    Failed,

    /// <summary>An attempt was cut off at the one moment at which nobody can say whether it went out; a person decides.</summary>
    Uncertain,
}

/// <summary>One message to one recipient. Its id is what makes it go out once.</summary>
sealed class Notification
{
    static readonly TimeSpan[] Backoff =
    [
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>Long enough to go from marking an attempt to locking it; after that an unlocked one was cut off.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public required Guid Id { get; init; }
    public Guid? PersonId { get; init; }
    public Guid? ParticipationId { get; init; }
    public Guid? SubscriptionId { get; init; }

    /// <summary>Somebody who has said that they would like to take part.</summary>
    public Guid? InterestId { get; init; }

    /// <summary>The issue of the newsletter that it brings.</summary>
    public Guid? IssueId { get; init; }

    /// <summary>The letters that it is printed with.</summary>
    public Guid? LetterBatchId { get; set; }

    public required string Template { get; init; }

    /// <summary>The consent without which it is not sent; null for what somebody asked for themselves, such as a sign-in code.</summary>
    public Purpose? Purpose { get; init; }

    /// <summary>What the template is filled with, sealed, because it can hold a code; gone once sent or withheld.</summary>
    public byte[]? Values { get; set; }

    public NotificationState State { get; private set; }

    /// <summary>Why it is not sent, in words without names and addresses.</summary>
    public string? Reason { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>When the sender has to look at it; null once there is nothing left to do.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    public required DateTimeOffset RequestedAt
    {
        get;
        init => (field, NextAttemptAt) = (value, value);
    }

    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>Marks an attempt, unless too many were cut off before: then something about it ends whoever tries.</summary>
    public void Begin(DateTimeOffset now)
    {
        if (Attempts > Backoff.Length) Fail("Too many attempts were cut off.", now);
        else (State, Attempts, NextAttemptAt) = (NotificationState.Sending, Attempts + 1, now + Grace);
    }

    public void Sent(DateTimeOffset now) => Settle(NotificationState.Sent, null, now);

    /// <summary>Nothing is left for the sender to do; the words stay until it is printed.</summary>
    public void LeaveToPrint() => (State, Reason, NextAttemptAt) = (NotificationState.ToPrint, null, null);

    public void Withhold(string reason, DateTimeOffset now) => Settle(NotificationState.Withheld, reason, now);

    public void Fail(string reason, DateTimeOffset now) => Settle(NotificationState.Failed, reason, now);

    public void LeaveUncertain(string reason, DateTimeOffset now) => Settle(NotificationState.Uncertain, reason, now);

    /// <summary>Tries later, or gives up after the last of the waits: about a day.</summary>
    public void Postpone(string reason, DateTimeOffset now)
    {
        if (Attempts > Backoff.Length) Fail(reason, now);
        else (State, Reason, NextAttemptAt) = (NotificationState.Waiting, reason, now + Backoff[Attempts - 1]);
    }

    public void SendAgain(DateTimeOffset now) =>
        (State, Reason, Attempts, NextAttemptAt, SettledAt) = (NotificationState.Waiting, null, 0, now, null);

    void Settle(NotificationState state, string? reason, DateTimeOffset now)
    {
        (State, Reason, NextAttemptAt, SettledAt) = (state, reason, null, now);
        if (state is NotificationState.Sent or NotificationState.Withheld) Values = null;
    }
}
