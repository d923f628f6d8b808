using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
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
sealed record RemindedReport(int? Reminded, IReadOnlyList<InvitedLine>? Lines);

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
        await transaction.CommitAsync(ct);

        if (!request.Send)
        {
            List<InvitedLine> lines = [.. reminded.OrderBy(bearer => bearer.ParticipantId)
                .Select((bearer, i) => new InvitedLine(i + 1, bearer.ParticipantId, InvitedOutcome.AlreadyInvited, bearer.Code))];
            return CodesOnce.Of(http, new RemindedReport(lines.Count, lines), lines).Result;
        }
        var invited = await db.Invitations.CountAsync(i => i.SurveyId == id, ct);
        return TypedResults.Ok(new RemindedReport(InvitationCounts.MayShow(survey, invited, reminded.Count) ? reminded.Count : null, null));
    }

    static Refusal? Refuse(Survey survey, RemindRequest request, byte[]? key, DateTimeOffset now) => survey switch
    {
        _ when !survey.IsOpen(now) => SurveyErrors.NotOpenAt(survey, now),
        { Access: SurveyAccess.Open } => InvitationErrors.OpenToAll,
        { Mode: not SurveyMode.Identified } when !request.Send => InvitationErrors.WouldTellWhoAnswered,
        { RemindedAt: { } last } when !request.Again && now < last + Rest => InvitationErrors.TooSoon(last),
        _ => request.Send && key is null ? InvitationErrors.NoKey : null,
    };
}
