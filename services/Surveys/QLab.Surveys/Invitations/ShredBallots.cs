using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Scheduling;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <summary>
/// A used ballot lies in the database's files as a dead row, and beside it which transaction used it; it goes from there. When an
/// anonymous survey is closed, so does what its codes follow from.
/// </summary>
sealed class ShredBallots(SurveysDb db, BallotStocks stocks) : IPeriodicWork
{
    public static readonly WorkSchedule<ShredBallots> Schedule = new(TimeSpan.FromMinutes(5)) { AtStart = true, OneReplicaAtATime = true };

    public async Task RunAsync(CancellationToken ct)
    {
        var due = await (
            from stock in db.BallotStocks
            join survey in db.Surveys on stock.SurveyId equals survey.Id
            where survey.Mode == SurveyMode.Anonymous && stock.Invited == null && (survey.ClosedAt != null || stock.Secret == null)
            select survey).AsNoTracking().ToListAsync(ct);
        foreach (var survey in due) await CloseAsync(survey, ct);
        await db.Database.ExecuteSqlRawAsync(
            "VACUUM (SKIP_LOCKED) ballots, ballot_tokens, ballot_stocks, invitations, saved_answers, outbox", ct);
    }

    async Task CloseAsync(Survey survey, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var stock = await stocks.LockAsync(survey, ct);
        if (survey.ClosedAt is not null)
        {
            var counts = await InvitationCounts.OfAsync(db, survey, ct);
            stock.Close(counts.Invited, counts.Invited - counts.Waiting);
            await db.Ballots.Where(b => b.SurveyId == survey.Id).ExecuteDeleteAsync(ct);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }
}
