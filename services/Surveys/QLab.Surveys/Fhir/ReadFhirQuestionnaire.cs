using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QLab.Fhir;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Fhir;

sealed record ExportReport(IReadOnlyList<FhirNote> Report);

static class ReadFhirQuestionnaire
{
    public static async Task<IResult> Handle(Guid id, SurveysDb db, CancellationToken ct) =>
        await Find(id, db, ct) is { } questionnaire
            ? new FhirAnswer(StatusCodes.Status200OK, Write(questionnaire))
            : Refusal.NotFound("questionnaire").ToProblem();

    /// <summary>What other systems will not see of it.</summary>
    public static async Task<IResult> Report(Guid id, SurveysDb db, CancellationToken ct)
    {
        if (await Find(id, db, ct) is not { } questionnaire) return Refusal.NotFound("questionnaire").ToProblem();
        var issues = new FhirIssues("Questionnaire");
        Write(questionnaire, issues);
        return TypedResults.Ok(new ExportReport(issues.Notes()));
    }

    public static JsonObject Write(Questionnaire version, FhirIssues? issues = null) =>
        FhirQuestionnaire.Write(version.Id, version.Version, version.PublishedAt, version.Definition, issues);

    static Task<Questionnaire?> Find(Guid id, SurveysDb db, CancellationToken ct) =>
        db.Questionnaires.AsNoTracking().SingleOrDefaultAsync(q => q.Id == id, ct);
}
