using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <param name="Send">
/// Whether each is written to (the default); otherwise the codes are in the answer, once, which only an identified survey allows.
/// </param>
/// <param name="Again">Also within three days of the last time.</param>
public sealed record RemindRequest(bool Send = true, bool Again = false);

/// <param name="Reminded">How many; absent where a small number could tell who has answered.</param>
/// <param name="Lines">Where nothing is sent: who has not answered, each with their code.</param>
/// <param name="Reach">
/// How many of those who are reminded are reached, and why others are not; null where nothing is sent, and where a small number could tell
/// who has answered.
/// </param>
sealed record RemindedReport(int? Reminded, IReadOnlyList<InvitedLine>? Lines, ReachCounts? Reach);

/// <summary>Sends those who have not answered their code again.</summary>
static class SendReminders
{
    static readonly TimeSpan Rest = TimeSpan.FromDays(3);

    public static async Task<IResult> Handle(
        Guid id, RemindRequest request, SurveysDb db, Ballots ballots, HandOut handOut, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var survey =
            (await db.Surveys.FromSql($"SELECT *, xmin FROM surveys WHERE id = {id} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();
        if (survey is null) return Refusal.NotFound("survey").ToProblem();
        var (now, key) = (time.GetUtcNow(), request.Send ? await handOut.KeyAsync(ct) : null);
        if (Refuse(survey, request, key, now) is { } refusal) return refusal.ToProblem();

        var reminded = await ballots.ToRemindAsync(survey, ct);
        if (key is not null) await handOut.SendAsync(survey, "survey-reminder", reminded, key, ct);
        survey.RemindedAt = now;
        await db.SaveChangesAsync(ct);
        var reach = request.Send ? await ReachAsync(db, survey, reminded, ct) : null;
        await transaction.CommitAsync(ct);

        if (!request.Send)
        {
            List<InvitedLine> lines = [.. reminded.OrderBy(bearer => bearer.ParticipantId)
                .Select((bearer, i) => new InvitedLine(i + 1, bearer.ParticipantId, InvitedOutcome.AlreadyInvited, bearer.Code))];
            return CodesOnce.Of(http, new RemindedReport(lines.Count, lines, null), lines).Result;
        }
        var invited = await db.Invitations.CountAsync(i => i.SurveyId == id, ct);
        return TypedResults.Ok(InvitationCounts.MayShow(survey, invited, reminded.Count)
            ? new RemindedReport(reminded.Count, null, reach)
            : new RemindedReport(null, null, null));
    }

    /// <summary>
    /// How they are reached. Where not all who are invited are reminded, the few of one way tell who of them has answered, unless everybody
    /// may know that: then null.
    /// </summary>
    static async Task<ReachCounts?> ReachAsync(SurveysDb db, Survey survey, List<Bearer> reminded, CancellationToken ct)
    {
        var reach = await db.ReachAsync(survey.ProjectId, reminded.ConvertAll(bearer => bearer.ParticipantId), ct);
        var present = await (
            from invitation in db.Invitations
            join participant in db.Participants on invitation.ParticipantId equals participant.Id
            where invitation.SurveyId == survey.Id && participant.ProjectId == survey.ProjectId && participant.Present
            select participant.Id).ToListAsync(ct);
        if (present.Count == reminded.Count) return reach;
        var invited = await db.ReachAsync(survey.ProjectId, present, ct);
        return Ways(invited).Zip(Ways(reach)).All(way => InvitationCounts.MayShow(survey, way.First, way.Second)) ? reach : null;
    }

    static IEnumerable<int> Ways(ReachCounts reach) => Enum.GetValues<NotReachedBecause>()
        .Select(reason => reach.LeftOut.SingleOrDefault(left => left.Reason == reason)?.Count ?? 0)
        .Concat([reach.ByMail, reach.ByPost]);

    static Refusal? Refuse(Survey survey, RemindRequest request, byte[]? key, DateTimeOffset now) => survey switch
    {
        _ when !survey.IsOpen(now) => SurveyErrors.NotOpenAt(survey, now),
        { Access: SurveyAccess.Open } => InvitationErrors.OpenToAll,
        { Mode: not SurveyMode.Identified } when !request.Send => InvitationErrors.WouldTellWhoAnswered,
        { RemindedAt: { } last } when !request.Again && now < last + Rest => InvitationErrors.TooSoon(last),
        _ => request.Send && key is null ? InvitationErrors.NoKey : null,
    };
}
