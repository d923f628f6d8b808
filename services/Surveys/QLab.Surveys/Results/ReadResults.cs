using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Consents;
using QLab.Surveys.Results.Figures;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results;

/// <param name="Simulated">True when the answers are made up.</param>
/// <param name="Responses">How many responses are counted; null when withheld.</param>
/// <param name="Suppressed">Whether small numbers, and what would give them away, are withheld.</param>
sealed record SurveyResults(Guid SurveyId, bool Simulated, long? Responses, IReadOnlyList<QuestionResults> Questions, bool Suppressed)
{
    /// <summary>Why nothing is shown, when nothing is.</summary>
    public string? Withheld { get; init; }

    /// <summary>
    /// How many responses are left out because they may not be used for research, and why; for callers who act for no single
    /// organisation. Without a filter they count, unless from 1 to 7 are left out: those few then count nowhere.
    /// </summary>
    public LeftOut? LeftOut { get; init; }
}

static class ReadResults
{
    public static async Task<Results<Ok<SurveyResults>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [AsParameters] ResultQuery query, ClaimsPrincipal user, AskedSurveys surveys, Tallies tallies, PartnerResults partners,
        CancellationToken ct)
    {
        if (await surveys.FindAsync(id, ct) is not { } survey) return AskedSurveys.NotFound.ToProblem();
        var filters = new Filters(survey);
        var wanted = filters.Read(query);
        if (filters.Faults.Count > 0) return TypedResults.ValidationProblem(filters.Faults);
        if (user.OrganisationId() is not null)
            return PartnerResults.IsTooFine(survey, wanted)
                ? ResultErrors.TooFine.ToProblem()
                : TypedResults.Ok(await partners.ReadAsync(survey, wanted, ct));

        var suppress = query.Suppress ?? true;
        var whole = await tallies.ReadAsync(id, TallyQuery.Whole, ct);
        var counts = wanted.IsWhole ? whole.Total : (await tallies.ReadAsync(id, wanted, ct)).All;
        return TypedResults.Ok(Of(survey, counts, suppress) with { LeftOut = LeftOut.Of(whole) });
    }

    public static SurveyResults Of(AskedSurvey survey, Counts counts, bool suppress) => new(
        survey.Id, survey.Simulated, suppress && SmallNumbers.IsSmall(counts.Responses) ? null : counts.Responses,
        [.. survey.Counted.Select(q => new QuestionFigures(q, counts.Of(q.Id), counts.Responses, suppress).Results())], suppress);
}
