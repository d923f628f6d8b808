using System.Text.Json;
using System.Text.RegularExpressions;
using QLab.Fhir;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Fhir;

/// <param name="Report">What works differently here, and what is only kept.</param>
sealed record ImportedQuestionnaire(Guid Id, Guid ProjectId, string Key, int Version, LocalText Title, IReadOnlyList<FhirNote> Report);

static partial class ImportQuestionnaire
{
    public static async Task<IResult> Handle(
        JsonElement resource, Guid? projectId, string? key, Guid? id, HttpContext http, SurveysDb db, TimeProvider time,
        CancellationToken ct)
    {
        var definition = FhirQuestionnaire.Read(resource, out var issues);
        if (projectId is null)
            issues.Error("/projectId", "required", "Say in the address which project the questionnaire is for: ?projectId=….");
        if (key is null || !Key().IsMatch(key)) issues.Error(
            "/key", "required", "Say the key in the address: 1 to 80 lower-case letters, digits and hyphens, beginning with a letter.");
        if (issues.HasErrors) return FhirRefusal.Of(issues);

        var (questionnaire, refusal) = await NextVersion.AddAsync(
            db, id ?? Guid.CreateVersion7(), projectId!.Value, key!, definition!, time.GetUtcNow(), ct);
        if (refusal is not null) return refusal.ToProblem();
        await db.SaveChangesAsync(ct);

        var location = $"/api/surveys/v1/questionnaires/{questionnaire!.Id}";
        if (FhirRefusal.AsksForFhir(http))
            return new FhirAnswer(StatusCodes.Status201Created, ReadFhirQuestionnaire.Write(questionnaire), location);
        return TypedResults.Created(location, new ImportedQuestionnaire(
            questionnaire.Id, questionnaire.ProjectId, questionnaire.Key, questionnaire.Version, definition!.Title, issues.Notes()));
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,79}$")]
    private static partial Regex Key();
}
