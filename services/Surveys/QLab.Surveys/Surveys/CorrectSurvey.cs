using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;
using QLab.Questionnaires.Rules;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Surveys.Surveys;

[EveryMemberRequired]
public sealed record CorrectSurveyRequest([property: Required, Text(200)] string Title, bool Amendable)
{
    /// <summary>No response before it.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>No response from then on.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>New limits; a quota that is not named keeps its own.</summary>
    [MaxLength(50)]
    public IReadOnlyList<QuotaLimit> Quotas { get; init; } = [];
}

/// <param name="Name">The quota.</param>
/// <param name="Limit">Never less than what it has taken.</param>
public sealed record QuotaLimit([property: Required, Text(80)] string Name, [property: Range(1, 10_000_000)] int Limit);

static class CorrectSurvey
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id,
#pragma warning disable ASP0029 // the attribute is marked as experimental; what it does is small and a test holds it
        [SkipValidation] CorrectSurveyRequest request,
#pragma warning restore ASP0029
        IfMatch ifMatch, SurveysDb db, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var survey = await db.Surveys.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (survey is null) return Refusal.NotFound("survey").ToProblem();
        var now = time.GetUtcNow();
        if (survey.IsClosed(now)) return SurveyErrors.AlreadyClosed.ToProblem();

        // Locked in the order of their names, as whoever counts in them does.
        var quotas = await db.Quotas.FromSql($"SELECT * FROM quotas WHERE survey_id = {id} ORDER BY name FOR UPDATE").ToListAsync(ct);
        var faults = new Faults();
        AttributeRules.Validate(request, "", faults);
        faults.AddAll(OpenSurvey.WindowFaults(request.OpensAt, request.ClosesAt, now));
        foreach (var (i, wanted) in request.Quotas.Index())
            faults.AddIf(quotas.All(quota => quota.Name != wanted.Name), $"/quotas/{i}/name", "The survey has no quota of this name.");
        if (faults.ToDictionary() is { Count: > 0 } found) return TypedResults.ValidationProblem(found);

        foreach (var wanted in request.Quotas)
        {
            var quota = quotas.Single(q => q.Name == wanted.Name);
            if (wanted.Limit < quota.Taken) return SurveyErrors.QuotaBelowTaken(quota.Name).ToProblem();
            quota.Limit = wanted.Limit;
        }
        (survey.Title, survey.Amendable, survey.OpensAt, survey.ClosesAt) =
            (request.Title, request.Amendable, request.OpensAt, request.ClosesAt);
        ifMatch.Guard(db, survey);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        http.SetETag(survey.RowVersion);
        return TypedResults.NoContent();
    }
}
