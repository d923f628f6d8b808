using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Imports;

/// <summary>Whom a survey's project has, and who of them has answered already.</summary>
sealed record KnownParticipants(IReadOnlySet<Guid> All, IReadOnlySet<Guid> Answered);

/// <summary>Holds every row against the same rules as a submission, and keeps count of what is wrong.</summary>
sealed class CheckRows(Guid importId, SurveyForm form, KnownParticipants participants, byte[] secret, DateTimeOffset now)
{
    static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Dictionary<Guid, int> firstLines = [];
    readonly Dictionary<string, int> wanted = [];
    readonly List<ImportFault> faults = [];
    readonly ArrayBufferWriter<byte> buffer = new();

    public int Lines { get; private set; }
    public int Refused { get; private set; }

    /// <summary>The first of what is wrong.</summary>
    public IReadOnlyList<ImportFault> Faults => faults;

    /// <summary>How many places the good lines take in each quota.</summary>
    public IReadOnlyDictionary<string, int> Wanted => wanted;

    /// <summary>Adds what is wrong with the file as a whole.</summary>
    public void Refuse(IReadOnlyList<ImportFault> whole)
    {
        Refused += whole.DistinctBy(fault => fault.Line).Count();
        faults.AddRange(whole.Take(Import.MostFaults - faults.Count));
    }

    /// <returns>The line to store, or null when something is wrong with it.</returns>
    public ImportLine? Check(ImportedRow row)
    {
        Lines++;
        var wrong = new List<ImportFault>(row.Faults);
        var check = form.Form.Check(row.Answers, form.Survey.HiddenAnswers);
        // A cell that cannot be read is named once, and not a second time for what was made of it.
        if (wrong.Count == 0) wrong.AddRange(row.Said(check));
        if (wrong.Count == 0 && check.Kept.Count == 0) wrong.Add(new(row.Line, "", "The line holds no answer."));
        var (language, participant, submittedAt) = (Language(row, wrong), Participant(row, wrong), SubmittedAt(row, wrong));
        if (wrong.Count > 0)
        {
            Refused++;
            faults.AddRange(wrong.Take(Import.MostFaults - faults.Count));
            return null;
        }
        string[] quotas = [.. form.QuotasOf(check.Kept)];
        foreach (var quota in quotas) wanted[quota] = wanted.GetValueOrDefault(quota) + 1;
        return new()
        {
            ImportId = importId, Number = row.Line, ResponseId = Receipt.For($"import {importId} {row.Line}", form.Survey.Id, secret).ResponseId(form.Survey.Id),
            ParticipantId = participant, Language = language, Quotas = quotas, Answers = Json(check.Kept), SubmittedAt = submittedAt,
        };
    }

    string Language(ImportedRow row, List<ImportFault> wrong)
    {
        var languages = form.Form.Definition.Languages;
        if (row.Language is { } said && !languages.Contains(said)) wrong.Add(
            new(row.Line, row.Places.Language, $"The questionnaire has no such language; it has: {string.Join(", ", languages)}."));
        return row.Language ?? languages[0];
    }

    Guid? Participant(ImportedRow row, List<ImportFault> wrong)
    {
        if (form.Survey.Mode == SurveyMode.Anonymous)
        {
            if (row.ParticipantId is not null)
                wrong.Add(new(row.Line, row.Places.ParticipantId, "This survey is anonymous: leave the column out."));
            return null;
        }
        if (!Guid.TryParse(row.ParticipantId, out var id))
            wrong.Add(new(row.Line, row.Places.ParticipantId, "Say here whose response it is, by the participantId."));
        else if (!participants.All.Contains(id)) wrong.Add(new(row.Line, row.Places.ParticipantId, "The project has no such participant."));
        else if (participants.Answered.Contains(id))
            wrong.Add(new(row.Line, row.Places.ParticipantId, "This participant has answered this survey already."));
        else if (!firstLines.TryAdd(id, row.Line))
            wrong.Add(new(row.Line, row.Places.ParticipantId, $"Line {firstLines[id]} is this participant's already."));
        return id;
    }

    DateTimeOffset SubmittedAt(ImportedRow row, List<ImportFault> wrong)
    {
        var instant = now;
        if (row.SubmittedAt is { } said && !DateTimeOffset.TryParseExact(
            said, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant))
            wrong.Add(new(row.Line, row.Places.SubmittedAt, "Write a day such as 2018-09-03, or an instant such as 2018-09-03T09:30:00Z."));
        else if (instant > now || instant < Earliest)
            wrong.Add(new(row.Line, row.Places.SubmittedAt, "A response was given in the past, and after 1900."));
        return form.Survey.Mode == SurveyMode.Anonymous ? new(instant.UtcDateTime.Date, TimeSpan.Zero) : instant;
    }

    string Json(IReadOnlyDictionary<string, JsonElement> kept)
    {
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (id, answer) in kept)
        {
            json.WritePropertyName(id);
            answer.WriteTo(json);
        }
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
