using QLab.Participants.Consents;
using QLab.Participants.Participations;

namespace QLab.Participants.Interests;

public enum InterestState
{
    /// <summary>Nobody has confirmed it from that address yet.</summary>
    Unconfirmed,

    /// <summary>Staff can answer it.</summary>
    Confirmed,
    Accepted,
    Declined,
}

/// <summary>What was answered to one wording, on the page that confirms an expression of interest.</summary>
public sealed record AnsweredWording(Purpose Purpose, bool Given, int WordingVersion);

/// <summary>
/// Somebody would like to take part in a project: they said so themselves, or a partner said it for them. Whoever reads mail at the
/// address confirms it; staff answer. Kept for as long as there is something to do about it.
/// </summary>
sealed class ExpressionOfInterest
{
    public const string Noun = "expression of interest";

    static readonly TimeSpan ToConfirm = TimeSpan.FromDays(7), ToAnswer = TimeSpan.FromDays(180), AfterAnswer = TimeSpan.FromDays(30);

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Name { get; init; }

    public required string Email
    {
        get;
        init => (field, EmailKey) = (value, EmailAddress.KeyOf(value));
    }

    public string EmailKey { get; private init; } = "";

    /// <summary>The language to write to them in.</summary>
    public required string Language { get; init; }

    public required IReadOnlyList<Perspective> Perspectives { get; init; }

    /// <summary>Why they would like to take part, in their words.</summary>
    public required string Why { get; init; }

    /// <summary>The partner that said it for them.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>The list that it came with, and the line there.</summary>
    public Guid? ListId { get; init; }
    public int? Line { get; init; }

    public InterestState State { get; private set; }

    /// <summary>Of the link that confirms it; null where no mail was sent, because the address has had enough of them for today.</summary>
    public byte[]? TokenHash { get; set; }

    public required DateTimeOffset ReceivedAt
    {
        get;
        init => (field, KeptUntil) = (value, value + ToConfirm);
    }

    public DateTimeOffset? ConfirmedAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>When it is deleted by itself.</summary>
    public DateTimeOffset KeptUntil { get; private set; }

    public IReadOnlyList<AnsweredWording> Consents { get; private set; } = [];

    /// <summary>What came of it.</summary>
    public Guid? ParticipationId { get; private set; }

    public void Confirm(IReadOnlyList<AnsweredWording> consents, DateTimeOffset now) =>
        (State, Consents, ConfirmedAt, KeptUntil) = (InterestState.Confirmed, consents, now, now + ToAnswer);

    public void Accept(Guid participation, DateTimeOffset now) =>
        (State, ParticipationId, AnsweredAt, KeptUntil) = (InterestState.Accepted, participation, now, now + AfterAnswer);

    public void Decline(DateTimeOffset now) =>
        (State, AnsweredAt, KeptUntil) = (InterestState.Declined, now, now + AfterAnswer);
}
