using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consents;

/// <param name="Consents">Everything that the form asks from now on, each purpose by itself; empty when it asks nothing.</param>
[EveryMemberRequired]
[Example("""
    { "consents": [{ "purpose": "research", "wording": {
        "en": "My answers may be used for research.", "cy": "Caniateir i'm hatebion gael eu defnyddio ar gyfer ymchwil." } }] }
    """)]
public sealed record WordConsentsRequest([property: Required, MaxLength(5)] IReadOnlyList<FormConsent> Consents);

/// <param name="Version">Which answers name.</param>
sealed record ConsentFormView(int Version, IReadOnlyList<FormConsent> Consents);

static class WordConsents
{
    /// <summary>A new wording is a new version; answers keep the one that they saw.</summary>
    public static Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Put(
        Guid id,
#pragma warning disable ASP0029 // the attribute is marked as experimental; what it does is small and a test holds it
        [SkipValidation] WordConsentsRequest request,
#pragma warning restore ASP0029
        IfMatch ifMatch, SurveyRewording rewording, SurveysDb db, HttpContext http, CancellationToken ct) => rewording.ApplyAsync(
            id, request, (survey, definition, faults) => FormConsent.Check(request.Consents, survey.Mode, definition, faults),
            survey => db.Add(survey.Ask(request.Consents)), ifMatch, http, ct);

    public static async Task<Results<Ok<IReadOnlyList<ConsentFormView>>, ProblemHttpResult>> List(
        Guid id, SurveysDb db, CancellationToken ct) =>
        await db.Surveys.AnyAsync(s => s.Id == id, ct)
            ? TypedResults.Ok<IReadOnlyList<ConsentFormView>>(await db.Set<ConsentForm>().AsNoTracking()
                .Where(f => f.SurveyId == id).OrderBy(f => f.Version).Select(f => new ConsentFormView(f.Version, f.Asked)).ToListAsync(ct))
            : Refusal.NotFound("survey").ToProblem();
}
