using Microsoft.EntityFrameworkCore;
using QLab.Contributions;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Scheduling;
using QLab.Surveys.Contracts;
using QLab.Surveys.Responses;
using QLab.Surveys.Results.Tallying;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consents;

/// <summary>
/// Puts responses to confidential surveys into batches once enough of their givers consent, joins batches that have become too small with
/// others, and tells the participants service what was ticked on the forms, of enough people at once.
/// </summary>
sealed class FormBatches(SurveysDb db, IEvents events, TimeProvider time) : IPeriodicWork
{
    public static readonly WorkSchedule<FormBatches> Schedule = new(TimeSpan.FromHours(1)) { AtStart = true, OneReplicaAtATime = true };

    const int AtOnce = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        var surveys = await db.Surveys.AsNoTracking().Where(s => s.Mode == SurveyMode.Confidential).OrderBy(s => s.Id).ToListAsync(ct);
        foreach (var survey in surveys)
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // Before the lock: whoever amends a response has its row first, and then waits for the lock.
            await NoteAsync(survey, ct);
            await db.AloneWithConsentsOfAsync(survey.Id, ct);
            await FormAsync(survey, ct);
            await JoinAsync(survey, ct);
            await TellAsync(survey, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>Whoever holds what was given from it learns that it is not used until it is in a batch.</summary>
    async Task NoteAsync(Survey survey, CancellationToken ct)
    {
        var news = await db.Database.SqlQuery<Guid>($"""
            INSERT INTO batched_responses (response_id)
            SELECT id FROM responses r WHERE survey_id = {survey.Id} AND NOT withdrawn AND participant_id IS NOT NULL
                AND NOT EXISTS (SELECT FROM batched_responses m WHERE m.response_id = r.id)
            RETURNING response_id AS "Value"
            """).ToListAsync(ct);
        foreach (var some in news.Order().Chunk(AtOnce))
            events.Publish(new ContributionsBatched(null, survey.ProjectId, some, time.GetUtcNow()));
    }

    /// <remarks>
    /// Who is left is nobody, or eight and more: else the total less the groups would be what a few have said who do not consent.
    /// Those whose givers also consent to quotation stand together where they can: a batch is quoted as a whole or not at all.
    /// </remarks>
    async Task FormAsync(Survey survey, CancellationToken ct)
    {
        var alone = await (
            from member in db.Set<BatchedResponse>()
            join response in db.Responses on member.ResponseId equals response.Id
            where response.SurveyId == survey.Id && member.BatchId == null
            select new
            {
                response.Id,
                Usable = db.Consents.Any(c => c.ParticipantId == response.ParticipantId && c.Purpose == Consent.Research && c.Given),
                Quotable = db.Consents.Any(c => c.ParticipantId == response.ParticipantId && c.Purpose == Consent.Quotation && c.Given),
            }).ToArrayAsync(ct);
        var usable = alone.Count(response => response.Usable);
        var most = usable == alone.Length ? usable : Math.Min(usable, alone.Length - Batches.Smallest);
        if (most < Batches.Smallest) return;

        Random.Shared.Shuffle(alone);
        Guid[] ids = [.. alone.Where(r => r.Usable).OrderByDescending(r => r.Quotable).Select(r => r.Id).Take(most)];
        var batches = ids.Length / Batches.Smallest;
        for (var i = 0; i < batches; i++)
            await KeepAsync(survey, ids[(ids.Length * i / batches)..(ids.Length * (i + 1) / batches)], complete: true, ct);
        await db.RecountAsync(ids, ct);
    }

    async Task JoinAsync(Survey survey, CancellationToken ct)
    {
        while (await SizesAsync(survey, ct) is [{ Count: < Batches.Smallest } small, var next, ..])
        {
            var ids = await db.Set<BatchedResponse>().Where(m => m.BatchId == small.Id || m.BatchId == next.Id)
                .Select(m => m.ResponseId).ToArrayAsync(ct);
            await KeepAsync(survey, ids, complete: false, ct);
            await db.Set<ResponseBatch>().Where(b => b.Id == small.Id || b.Id == next.Id).ExecuteDeleteAsync(ct);
            await db.SettleAsync(ids, ct);
            await db.RecountAsync(ids, ct);
        }
    }

    Task<List<BatchSize>> SizesAsync(Survey survey, CancellationToken ct) => (
        from batch in db.Set<ResponseBatch>()
        where batch.SurveyId == survey.Id
        let count = db.Set<BatchedResponse>().Count(m => m.BatchId == batch.Id)
        orderby count, batch.Id
        select new BatchSize(batch.Id, count)).Take(2).ToListAsync(ct);

    async Task KeepAsync(Survey survey, Guid[] responses, bool complete, CancellationToken ct)
    {
        var id = Guid.NewGuid();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO response_batches (id, survey_id, complete) VALUES ({id}, {survey.Id}, {complete})", ct);
        await db.Database.ExecuteSqlAsync($"UPDATE batched_responses SET batch_id = {id} WHERE response_id = ANY({responses})", ct);
        events.Publish(new ContributionsBatched(id, survey.ProjectId, [.. responses.Order()], time.GetUtcNow()));
    }

    /// <remarks>Of fewer people, the day on which it is told would lead from a person to a response.</remarks>
    async Task TellAsync(Survey survey, CancellationToken ct)
    {
        var untold = await db.Responses.FromSql($"""
            SELECT r.*, r.xmin FROM responses r
            WHERE survey_id = {survey.Id} AND NOT consents_told AND participant_id IS NOT NULL FOR UPDATE SKIP LOCKED
            """).AsNoTracking().ToListAsync(ct);
        if (untold.Count < Batches.Smallest) return;
        foreach (var one in untold.OrderBy(r => r.ParticipantId)) events.Publish(new FormConsentsGiven(
            survey.ProjectId, one.ParticipantId!.Value, one.Consents, "Confidential survey", ByStaff: false,
            new(one.SubmittedAt.UtcDateTime.Date, TimeSpan.Zero)));
        Guid[] told = [.. untold.Select(r => r.Id)];
        await db.Database.ExecuteSqlAsync($"UPDATE responses SET consents_told = true WHERE id = ANY({told})", ct);
    }

    sealed record BatchSize(Guid Id, int Count);
}
