using System.Linq.Expressions;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ReferenceData;

/// <summary>What a participant said last about one purpose, as the participants service has told of it.</summary>
public sealed class Consent
{
    /// <summary>The purpose that lets what they give be used.</summary>
    public const string Research = "research";

    /// <summary>The purpose that lets their words be shown to readers.</summary>
    public const string Quotation = "quotation";

    /// <summary>The pseudonym.</summary>
    public required Guid ParticipantId { get; init; }

    /// <summary>contact, research, quotation, namedCredit, livedExperienceData or newsletter.</summary>
    public required string Purpose { get; init; }

    /// <summary>False when it was withdrawn.</summary>
    public required bool Given { get; init; }

    /// <summary>When they said so.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>Something a person, or nobody alone, has given: what decides whether it may be used.</summary>
public interface IGiven
{
    /// <summary>The pseudonym; null when it was given anonymously, belongs to nobody alone, or its giver was erased.</summary>
    Guid? ParticipantId { get; }

    /// <summary>The purposes consented to on the form it came with; empty for what a participant gave, and after an erasure.</summary>
    string[] Consents { get; }
}

/// <summary>
/// The one rule of what may be used. What a participant gave needs a consent to the purpose, recorded as given: never asked reads like
/// withdrawn. What names nobody carries the consents of its own form. What is neither, because its giver was erased or was never asked,
/// may not be used, and no later message brings it back.
/// </summary>
public static class MayBeUsed
{
    /// <summary>The rule as a condition on entities.</summary>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="db">The service's database, with the consents it keeps.</param>
    /// <param name="purpose">For example <see cref="Consent.Research"/>.</param>
    public static Expression<Func<T, bool>> For<T>(ServiceDb db, string purpose) where T : class, IGiven => given =>
        given.ParticipantId == null
            ? given.Consents.Contains(purpose)
            : db.Set<Consent>().Any(c => c.ParticipantId == given.ParticipantId && c.Purpose == purpose && c.Given);

    /// <summary>The rule in SQL, on a table with the columns <c>participant_id</c> and <c>consents</c>.</summary>
    /// <param name="alias">The table's alias in the statement; not <c>said</c>, which is the rule's own.</param>
    /// <param name="purpose">One of the known purposes; it is put into the text of the statement, so never what a caller sent.</param>
    public static string Sql(string alias, string purpose) => $"""
        CASE WHEN {alias}.participant_id IS NULL THEN {alias}.consents @> ARRAY['{purpose}'::text]
        ELSE EXISTS (
            SELECT FROM consents said WHERE said.participant_id = {alias}.participant_id AND said.purpose = '{purpose}' AND said.given) END
        """;
}
