using System.Text.Json;

namespace QLab.Participants.Consents;

public enum Purpose
{
    Contact,
    Research,
    Quotation,
    NamedCredit,
    LivedExperienceData,
    Newsletter,
}

/// <summary>How an answer was given.</summary>
public enum ConsentMethod
{
    /// <summary>By the person, signed in.</summary>
    Themselves,

    /// <summary>Told to staff, who recorded it.</summary>
    Staff,

    /// <summary>By the person, on the page behind a link in a mail.</summary>
    Page,

    /// <summary>On a form that the person signed.</summary>
    Paper,

    /// <summary>By the person, on the form of a survey whose words are kept with it.</summary>
    Form,
}

/// <summary>
/// A form on paper, or of a survey. What the person agreed to is what stands there; the ledger says where it can be looked at.
/// </summary>
/// <param name="Form">Its name and version.</param>
/// <param name="SignedOn">The day of the signature; of a survey's form, the day on which it was recorded.</param>
/// <param name="HeldBy">Who keeps it.</param>
sealed record SignedPaper(string Form, DateOnly SignedOn, string HeldBy);

/// <summary>
/// One line of the ledger: what a participant said about one purpose. Never changed and never removed; the schema sees to it.
/// </summary>
sealed class ConsentEntry
{
    public long Position { get; private init; }
    /// <summary>Whose ledger it is: see <see cref="Participations.Participation.LedgerId"/>.</summary>
    public required Guid LedgerId { get; init; }

    public required Purpose Purpose { get; init; }
    public required bool Given { get; init; }

    /// <summary>The wording that was answered, or that a withdrawal takes back.</summary>
    public required int WordingVersion { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null in entries from before it was recorded.</summary>
    public ConsentMethod? Method { get; init; }

    public SignedPaper? Paper { get; init; }
}

/// <summary>What people are asked for a purpose. A new wording is a new version.</summary>
sealed class ConsentWording
{
    public required Purpose Purpose { get; init; }
    public required int Version { get; init; }
    public required string Text { get; init; }
}

/// <summary>The same wording in another language than English.</summary>
sealed class ConsentWordingTranslation
{
    public required Purpose Purpose { get; init; }
    public required int Version { get; init; }
    public required string Language { get; init; }
    public required string Text { get; init; }
}

/// <summary>Purposes are stored and published under the names that the API uses.</summary>
static class PurposeText
{
    public static string Of(Purpose purpose) => JsonNamingPolicy.CamelCase.ConvertName(purpose.ToString());

    public static Purpose Read(string text) => Enum.Parse<Purpose>(text, ignoreCase: true);
}
