using System.Globalization;
using QLab.Participants.Consents;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Imports;

/// <summary>What a line says was agreed to on paper.</summary>
sealed record PaperConsents(IReadOnlyList<Purpose> Purposes, SignedPaper Paper)
{
    const string Known = "contact, research, quotation, namedCredit, livedExperienceData and newsletter";

    /// <returns>Null when the line says nothing of it, or something wrong.</returns>
    public static PaperConsents? Of(LineFields fields, DateTimeOffset now, List<LineFault> faults)
    {
        if ((fields.ConsentPurposes ?? fields.ConsentSignedOn ?? fields.ConsentForm ?? fields.ConsentHeldBy) is null) return null;
        var before = faults.Count;
        var purposes = ReadPurposes(fields.ConsentPurposes, faults);
        var day = ReadDay(fields.ConsentSignedOn, now, faults);
        Check("consent_form", fields.ConsentForm, RecordPaperConsentsRequest.LongestForm, faults);
        Check("consent_held_by", fields.ConsentHeldBy, RecordPaperConsentsRequest.LongestHolder, faults);
        return faults.Count > before ? null : new(purposes, new(fields.ConsentForm!, day, fields.ConsentHeldBy!));
    }

    static List<Purpose> ReadPurposes(string? text, List<LineFault> faults)
    {
        var purposes = new List<Purpose>();
        foreach (var part in text?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
            if (char.IsAsciiLetter(part[0])
                && Enum.TryParse<Purpose>(part.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var purpose)
                && Enum.IsDefined(purpose))
                purposes.Add(purpose);
            else
            {
                faults.Add(new("consent_purposes", $"Purposes are {Known}, parted by semicolons."));
                return [];
            }
        if (purposes.Count == 0) faults.Add(new("consent_purposes", $"Say what was agreed to on paper: {Known}."));
        return [.. purposes.Distinct()];
    }

    static DateOnly ReadDay(string? text, DateTimeOffset now, List<LineFault> faults)
    {
        var fault = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? RecordPaperConsents.SignedOnFault(day, now)
            : "Say on which day the form was signed, as 2018-06-12.";
        if (fault is not null) faults.Add(new("consent_signed_on", fault));
        return day;
    }

    static void Check(string column, string? text, int longest, List<LineFault> faults)
    {
        var fault = text is null ? "Say which form was signed, when, and who holds it." : PlainText.Fault(text, longest, lines: false);
        if (fault is not null) faults.Add(new(column, fault));
    }
}
