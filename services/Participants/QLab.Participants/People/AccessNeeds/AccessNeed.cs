using System.Text.Json.Serialization;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.People.AccessNeeds;

public enum NeedCategory
{
    /// <summary>How to reach them: e-mail, text message, a letter in large print.</summary>
    Contact,

    /// <summary>The form that information takes: braille, easy read, audio.</summary>
    Format,

    /// <summary>Somebody else is needed: an interpreter, an advocate, a deafblind manual interpreter.</summary>
    Professional,

    /// <summary>Support in talking: more time, lip-reading, a hearing loop.</summary>
    Communication,

    /// <summary>The place: steps, toilets, light, quiet.</summary>
    Place,

    Other,
}

public enum IdentifiedBy
{
    Themselves,
    Carer,
    Staff,
}

enum NeedStep
{
    Recorded,
    Corrected,
    Shared,
    NoLongerShared,
    Met,
    Unmet,
    Ended,
}

/// <summary>One step of the way, with what was said at it.</summary>
sealed record NeedEntry(
    NeedStep Step, DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Words = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note = null);

/// <summary>
/// What somebody needs to take part, by the steps of the Accessible Information Standard (DCB1605): identified, recorded, flagged,
/// shared, met. Nobody but staff sees it until the person has agreed to share it.
/// </summary>
sealed class AccessNeed : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required NeedCategory Category { get; set; }
    public required string Words { get; set; }
    public required DateOnly IdentifiedOn { get; init; }
    public required IdentifiedBy IdentifiedBy { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Lists show that there is a need, without its words.</summary>
    public required bool Flagged { get; set; }

    public bool WithFacilitators { get; private set; }
    public Guid[] WithOrganisations { get; private set; } = [];
    public DateTimeOffset? SharingAgreedAt { get; private set; }

    /// <summary>Null until somebody says.</summary>
    public bool? Met { get; private set; }

    public DateOnly? OutcomeOn { get; private set; }
    public string? OutcomeNote { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Replaced, never changed in place.</summary>
    public required IReadOnlyList<NeedEntry> History { get; set; }

    public uint RowVersion { get; private set; }

    public bool HasEnded => EndedAt is not null;

    public static AccessNeed Record(Guid person, NeedCategory category, string words, IdentifiedBy by, DateTimeOffset now, Guid? id = null, DateOnly? on = null, bool flagged = true) => new()
    {
        Id = id ?? Guid.CreateVersion7(), PersonId = person, Category = category, Words = words, IdentifiedBy = by, Flagged = flagged,
        IdentifiedOn = on ?? DateOnly.FromDateTime(now.UtcDateTime), RecordedAt = now, History = [new(NeedStep.Recorded, now, words)],
    };

    public void Correct(NeedCategory category, string words, bool flagged, DateTimeOffset now)
    {
        (Category, Words, Flagged) = (category, words, flagged);
        Add(new(NeedStep.Corrected, now, words));
    }

    /// <summary>Sharing rests on the person's agreement to exactly these readers; with nobody, the agreement has ended.</summary>
    public void Share(bool withFacilitators, Guid[] withOrganisations, DateTimeOffset now)
    {
        (WithFacilitators, WithOrganisations) = (withFacilitators, withOrganisations);
        SharingAgreedAt = withFacilitators || withOrganisations.Length > 0 ? now : null;
        Add(new(SharingAgreedAt is null ? NeedStep.NoLongerShared : NeedStep.Shared, now));
    }

    public void Conclude(bool met, DateOnly on, string? note, DateTimeOffset now)
    {
        (Met, OutcomeOn, OutcomeNote) = (met, on, note);
        Add(new(met ? NeedStep.Met : NeedStep.Unmet, now, Note: note));
    }

    public void End(DateTimeOffset now)
    {
        EndedAt = now;
        Add(new(NeedStep.Ended, now));
    }

    void Add(NeedEntry entry) => History = [.. History, entry];
}
