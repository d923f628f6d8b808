using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using QLab.Fhir;
using QLab.Questionnaires.Answering;
using QLab.Tabular;

namespace QLab.Surveys.Imports;

/// <summary>Responses in a FHIR Bundle: an entry each, counted from 1 as lines are.</summary>
static class FhirRows
{
    static readonly Dictionary<string, JsonElement> Nothing = [];

    public static async IAsyncEnumerable<ImportedRow> ReadAsync(
        Stream body, QuestionnaireInfo questionnaire, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var entries = FhirBundle.ReadAsync(body, ct).GetAsyncEnumerator(ct);
        while (await NextAsync(entries)) yield return Row(entries.Current, questionnaire);
    }

    static async Task<bool> NextAsync(IAsyncEnumerator<BundleEntry> entries)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (JsonException e)
        {
            throw new UnreadableTableException($"This is no FHIR Bundle that can be read: {e.Message}");
        }
    }

    static ImportedRow Row(BundleEntry entry, QuestionnaireInfo questionnaire)
    {
        var line = entry.Index + 1;
        if (entry.Resource is not { } resource) return new(line, Nothing, [new(line, "", "This entry holds no resource.")]);
        var issues = new FhirIssues("QuestionnaireResponse");
        var read = FhirResponseReader.Read(resource, questionnaire, issues);
        if (read is { IsFinished: false }) issues.Error("/status", "value", "Only responses that are finished are brought in.");
        return new(line, read?.Answers ?? Nothing, [.. Faults(issues, line)])
        {
            SubmittedAt = read?.Authored?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Language = read?.Language, ParticipantId = read?.ParticipantId?.ToString(),
            Places = RowPlaces.Fhir, Said = check => Faults(check, read!, line, questionnaire),
        };
    }

    static IEnumerable<ImportFault> Faults(Checked check, ReadResponse read, int line, QuestionnaireInfo questionnaire)
    {
        var issues = new FhirIssues("QuestionnaireResponse");
        FhirResponseReader.Tell(check.Faults, read, questionnaire, issues);
        return Faults(issues, line);
    }

    static IEnumerable<ImportFault> Faults(FhirIssues issues, int line) =>
        issues.Errors().SelectMany(at => at.Value.Select(fault => new ImportFault(line, at.Key, fault)));
}
