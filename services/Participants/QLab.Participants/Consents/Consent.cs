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
}

/// <summary>What people are asked for a purpose. A new wording is a new version.</summary>
sealed class ConsentWording
{
    public required Purpose Purpose { get; init; }
    public required int Version { get; init; }
    public required string Text { get; init; }
}

/// <summary>Purposes are stored and published under the names that the API uses.</summary>
static class PurposeText
{
    public static string Of(Purpose purpose) => JsonNamingPolicy.CamelCase.ConvertName(purpose.ToString());

    public static Purpose Read(string text) => Enum.Parse<Purpose>(text, ignoreCase: true);
}
