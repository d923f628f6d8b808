using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Disclosure;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <summary>Hands out the ballots of a survey and takes them back, in the transaction that the caller has begun.</summary>
sealed class Ballots(SurveysDb db, BallotCodes codes, BallotStocks stocks)
{
    /// <summary>Invites those who are not yet.</summary>
    public async Task<List<Bearer>> HandOutAsync(Survey survey, IReadOnlyCollection<Guid> participants, CancellationToken ct)
    {
        var stock = await stocks.LockAsync(survey, ct);
        var already = await db.Invitations.Where(i => i.SurveyId == survey.Id && participants.Contains(i.ParticipantId))
            .Select(i => i.ParticipantId)
            .ToListAsync(ct);
        var fresh = participants.Except(already).ToList();
        if (stock.Left < fresh.Count) await stocks.PrintMoreAsync(survey, stock, fresh.Count, ct);
        var bearers = fresh.Zip(stock.Take(fresh.Count), (participant, number) => BearerOf(stock, participant, number)).ToList();
        // All ids are random and rows go in their order.
        db.Invitations.AddRange(bearers.OrderBy(bearer => bearer.NotificationId).Select(bearer => new Invitation
        {
            Id = bearer.NotificationId, SurveyId = survey.Id, ParticipantId = bearer.ParticipantId, Number = bearer.Number,
        }));
        await db.SaveChangesAsync(ct);
        return bearers;
    }

    /// <summary>
    /// Those who have not answered, each with the same code as before. In an anonymous survey who has answered is left out only together
    /// with others: whoever alone is reminded no more is the one who gave the response that came meanwhile.
    /// </summary>
    public async Task<List<Bearer>> ToRemindAsync(Survey survey, CancellationToken ct)
    {
        var stock = await stocks.LockAsync(survey, ct);
        var invited = await (
            from invitation in db.Invitations
            join participant in db.Participants on invitation.ParticipantId equals participant.Id
            where invitation.SurveyId == survey.Id && !invitation.LeftOut
            where participant.ProjectId == survey.ProjectId && participant.Present
            select invitation).ToListAsync(ct);
        var unused = (await UnusedTokensAsync(survey, ct)).Select(Convert.ToHexString).ToHashSet();
        var answered = invited.Where(i => !unused.Contains(Convert.ToHexString(codes.HashOf(stock, i.Number)))).ToList();
        if (survey.Mode == SurveyMode.Anonymous)
        {
            if (SmallNumbers.IsSmall(answered.Count)) answered = [];
            foreach (var invitation in answered) invitation.LeftOut = true;
        }
        return [.. invited.Except(answered).Select(i => BearerOf(stock, i.ParticipantId, i.Number))];
    }

    /// <summary>Who may no longer be asked may no longer answer either: an unused ballot goes with its invitation.</summary>
    public async Task TakeBackAsync(IReadOnlyCollection<Invitation> invitations, CancellationToken ct)
    {
        foreach (var of in invitations.GroupBy(i => i.SurveyId).OrderBy(of => of.Key))
        {
            var stock = await stocks.LockAsync(await db.Surveys.AsNoTracking().SingleAsync(s => s.Id == of.Key, ct), ct);
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

    Task<List<byte[]>> UnusedTokensAsync(Survey survey, CancellationToken ct) => (
        from token in db.BallotTokens
        join ballot in db.Ballots on token.BallotId equals ballot.Id
        where ballot.SurveyId == survey.Id
        select token.TokenHash).ToListAsync(ct);

    Bearer BearerOf(BallotStock stock, Guid participant, int number) => new(participant, number, Guid.NewGuid(), codes.Of(stock, number));
}
