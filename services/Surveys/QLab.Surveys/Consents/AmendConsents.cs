using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Contracts;
using QLab.Surveys.Responses;
using QLab.Surveys.Results.Tallying;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consents;

/// <param name="Consents">The purposes that are agreed to from now on, of those that the form asks for; none withdraws all.</param>
[EveryMemberRequired]
[Example("""{ "consents": ["research"], "consentVersion": 1 }""")]
public sealed record AmendConsentsRequest([property: Required, MaxLength(5)] IReadOnlyList<string> Consents)
{
    /// <summary>The version of the wording that was shown; null for the current one.</summary>
    public int? ConsentVersion { get; init; }
}

/// <summary>
/// Whoever answered anonymously changes their mind by the receipt code, at any time: nobody else could do it for them. It holds at once,
/// whether or not the survey is still open.
/// </summary>
static class AmendConsents
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, AmendConsentsRequest request, IfMatch ifMatch, HttpContext http, SurveysDb db, SurveyForms surveys,
        HiddenVersions versions, IEvents events, CancellationToken ct)
    {
        if (await surveys.ReadAgainAsync(id, ct) is not { } form) return Refusal.NotFound("survey").ToProblem();
        if (ReadOwnResponse.IdOf(http, id) is not { } responseId) return ResponseErrors.NoReceiptIn(http).ToProblem();
        var faults = new Dictionary<string, string[]>();
        var agreed = FormConsent.Read(form.Survey, request.Consents, faults);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await ResponseChanges.LockAsync(db, responseId, ct) is not { } response) return Refusal.NotFound("response").ToProblem();
        if (response.Withdrawn) return ResponseErrors.Withdrawn.ToProblem();
        if (form.Survey.Mode != SurveyMode.Anonymous) return ConsentErrors.WithTheLab.ToProblem();
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        if (request.ConsentVersion is { } shown && shown != form.Survey.ConsentVersion)
            return ConsentErrors.Reworded(form.Survey.ConsentVersion).ToProblem();

        ifMatch.Guard(db, response, await versions.OfAsync(response, ct));
        db.Entry(response).Property(r => r.Position).IsModified = false;
        response.Agree(agreed, form.Survey.ConsentVersion);
        var given = new ResponseSubmitted(responseId, id, form.Survey.ProjectId, null, response.SubmittedAt);
        events.Publish(ResponseContribution.Given(given, agreed, response.ContributionVersion));
        await db.SaveChangesAsync(ct);
        await db.AloneWithConsentsOfAsync(id, ct);
        await db.RecountAsync([responseId], ct);
        await transaction.CommitAsync(ct);
        http.SetETag(await versions.OfAsync(response, ct));
        return TypedResults.NoContent();
    }
}
