using QLab.ServiceDefaults.Persistence;

namespace QLab.TestTeams.Grants;

/// <summary>Money, or the promise of it, that takes a team's work forward.</summary>
sealed class Grant : IVersioned
{
    public const string Noun = "grant";

    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }
    public required IReadOnlyList<Guid> FunderIds { get; set; }
    public required DateOnly AwardedOn { get; set; }

    /// <summary>Null when it is not published.</summary>
    public decimal? Amount { get; set; }

    /// <summary>ISO 4217; null without an amount.</summary>
    public string? Currency { get; set; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Rises with every event about it.</summary>
    public int Version { get; private set; } = 1;

    public DateTimeOffset? WithdrawnAt { get; private set; }
    public uint RowVersion { get; private set; }

    public void Correct(IReadOnlyList<Guid> funders, DateOnly awardedOn, decimal? amount, string? currency) =>
        (FunderIds, AwardedOn, Amount, Currency, Version) = (funders, awardedOn, amount, currency, Version + 1);

    public void Withdraw(DateTimeOffset now) => (WithdrawnAt, Version) = (now, Version + 1);
}
