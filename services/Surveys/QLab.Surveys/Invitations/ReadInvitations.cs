using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <param name="Answered">Only in an identified survey; in any other nobody is told.</param>
sealed record InvitationView(Guid ParticipantId, bool? Answered);

/// <summary>Why it is not said how many of the invited have answered.</summary>
public enum AnsweredNotKnown
{
    /// <summary>Nobody is invited to it: whoever has the link answers, and nobody can say who that was.</summary>
    OpenToAll,

    /// <summary>It, or how many have not, is from 1 to 7.</summary>
    SmallNumber,
}

/// <param name="Answered">Null where it cannot be known, or where a small number could tell who has answered.</param>
/// <param name="Suppressed">Whether it is null because of a small number.</param>
/// <param name="RemindedAt">When those who had not answered were last reminded.</param>
sealed record InvitationCounts(int Invited, int? Answered, bool Suppressed, DateTimeOffset? RemindedAt)
{
    /// <summary>Why Answered is null.</summary>
    public AnsweredNotKnown? Reason { get; init; }

    /// <summary>How many are invited, and how many of them have an unused ballot; of a closed anonymous survey as it was then.</summary>
    public static async Task<(int Invited, int Waiting)> OfAsync(SurveysDb db, Survey survey, CancellationToken ct)
    {
        var stock = await db.BallotStocks.AsNoTracking().SingleOrDefaultAsync(s => s.SurveyId == survey.Id, ct);
        if (stock is { Invited: { } invited, Answered: { } answered }) return (invited, invited - answered);
        var unused = await db.Ballots.CountAsync(b => b.SurveyId == survey.Id, ct);
        return (await db.Invitations.CountAsync(i => i.SurveyId == survey.Id, ct), unused - (stock?.Left ?? 0));
    }

    /// <summary>Whoever invited knows how many; how many of them answered is shown when neither they nor the others are few.</summary>
    public static bool MayShow(Survey survey, int invited, int waiting) =>
        survey.Mode == SurveyMode.Identified || (!SmallNumbers.IsSmall(waiting) && !SmallNumbers.IsSmall(invited - waiting));
}

static class ReadInvitations
{
    public static async Task<Results<Page<InvitationView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, SurveysDb db, CancellationToken ct)
    {
        if (await db.Surveys.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } survey)
            return Refusal.NotFound("survey").ToProblem();
        var identified = survey.Mode == SurveyMode.Identified;
        return await paging.ReadAsync(
            db.Invitations.Where(i => i.SurveyId == id), i => i.ParticipantId,
            i => new InvitationView(
                i.ParticipantId, identified ? !db.Ballots.Any(b => b.SurveyId == i.SurveyId && b.Number == i.Number) : null), ct);
    }

    public static async Task<Results<Ok<InvitationCounts>, ProblemHttpResult>> Counts(Guid id, SurveysDb db, CancellationToken ct)
    {
        if (await db.Surveys.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } survey)
            return Refusal.NotFound("survey").ToProblem();
        var (invited, waiting) = await InvitationCounts.OfAsync(db, survey, ct);
        if (survey.Access == SurveyAccess.Open)
            return TypedResults.Ok(new InvitationCounts(invited, null, false, survey.RemindedAt) { Reason = AnsweredNotKnown.OpenToAll });
        var shown = InvitationCounts.MayShow(survey, invited, waiting);
        return TypedResults.Ok(new InvitationCounts(invited, shown ? invited - waiting : null, !shown, survey.RemindedAt)
        {
            Reason = shown ? null : AnsweredNotKnown.SmallNumber,
        });
    }
}
