using Microsoft.EntityFrameworkCore;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <summary>Hands out the ballots of a survey and takes them back, in the transaction that the caller has begun.</summary>
sealed class Ballots(SurveysDb db, BallotCodes codes, PrintBallots print)
{
    /// <summary>Invites those who are not yet.</summary>
    public async Task<List<Bearer>> HandOutAsync(Survey survey, IReadOnlyCollection<Guid> participants, CancellationToken ct)
    {
        var stock = await print.LockStockAsync(survey, ct);
        var already = await db.Invitations.Where(i => i.SurveyId == survey.Id && participants.Contains(i.ParticipantId))
            .Select(i => i.ParticipantId)
            .ToListAsync(ct);
        var fresh = participants.Except(already).ToList();
        if (stock.Left < fresh.Count) await print.MoreAsync(survey, stock, fresh.Count, ct);
        var bearers = fresh.Zip(stock.Take(fresh.Count), (participant, number) => BearerOf(stock, participant, number)).ToList();
        // All ids are random and rows go in their order.
        db.Invitations.AddRange(bearers.OrderBy(bearer => bearer.NotificationId).Select(bearer => new Invitation
        {
            Id = bearer.NotificationId, SurveyId = survey.Id, ParticipantId = bearer.ParticipantId, Number = bearer.Number,
        }));
        await db.SaveChangesAsync(ct);
        return bearers;
    }

    /// <summary>Those participants whose ballot has not been used, each with the same code as before.</summary>
    public async Task<List<Bearer>> UnusedAsync(Survey survey, CancellationToken ct)
    {
        var stock = await print.LockStockAsync(survey, ct);
        var invited = await (
            from invitation in db.Invitations
            join participant in db.Participants on invitation.ParticipantId equals participant.Id
            where invitation.SurveyId == survey.Id && participant.ProjectId == survey.ProjectId && participant.Present
            select new { invitation.ParticipantId, invitation.Number }).ToListAsync(ct);
        var bearers = invited.ToDictionary(
            i => Convert.ToHexString(codes.HashOf(stock, i.Number)), i => BearerOf(stock, i.ParticipantId, i.Number));
        var unused = await (
            from token in db.BallotTokens
            join ballot in db.Ballots on token.BallotId equals ballot.Id
            where ballot.SurveyId == survey.Id
            select token.TokenHash).ToListAsync(ct);
        return [.. unused.Select(Convert.ToHexString).Where(bearers.ContainsKey).Select(hash => bearers[hash])];
    }

    /// <summary>Who may no longer be asked may no longer answer either: an unused ballot goes with its invitation.</summary>
    public async Task TakeBackAsync(IReadOnlyCollection<Invitation> invitations, CancellationToken ct)
    {
        foreach (var of in invitations.GroupBy(i => i.SurveyId).OrderBy(of => of.Key))
        {
            var stock = await print.LockStockAsync(await db.Surveys.AsNoTracking().SingleAsync(s => s.Id == of.Key, ct), ct);
            if (stock.Secret is null) continue;
            byte[][] hashes = [.. of.Select(i => codes.HashOf(stock, i.Number))];
            await db.Database.ExecuteSqlAsync($"""
                DELETE FROM ballots WHERE id IN (
                    SELECT b.id FROM ballots b JOIN ballot_tokens t ON t.ballot_id = b.id WHERE t.token_hash = ANY ({hashes})
                    ORDER BY b.id FOR UPDATE OF b)
                """, ct);
        }
        db.Invitations.RemoveRange(invitations);
        await db.SaveChangesAsync(ct);
    }

    Bearer BearerOf(BallotStock stock, Guid participant, int number) => new(participant, number, Guid.NewGuid(), codes.Of(stock, number));
}
