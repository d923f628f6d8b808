using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Disclosure;
using QLab.Surveys.Responses;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Consents;

/// <summary>What becomes of batches when somebody's consent, or a response, comes or goes. Have <see cref="ConsentLock"/> alone.</summary>
static class Batches
{
    /// <summary>As many as have to come and go together.</summary>
    public const int Smallest = SmallNumbers.Largest + 1;

    /// <summary>
    /// Looks again whether each batch of some responses is complete, at once: nobody waits for their withdrawal. Where that has changed,
    /// the others of the batch come or go with them.
    /// </summary>
    /// <returns>The responses that may be used, or no longer, because of it.</returns>
    public static async Task<Guid[]> SettleAsync(this SurveysDb db, Guid[] responses, CancellationToken ct) =>
    [
        .. await db.Database.SqlQuery<Guid>($"""
            WITH concerned AS (
                SELECT DISTINCT batch_id AS id FROM batched_responses WHERE response_id = ANY({responses}) AND batch_id IS NOT NULL
            ), standing AS (
                SELECT c.id, count(*) >= {Smallest} AND bool_and(r.participant_id IS NOT NULL AND EXISTS (
                    SELECT FROM consents said
                    WHERE said.participant_id = r.participant_id AND said.purpose = {Consent.Research} AND said.given)) AS complete
                FROM concerned c JOIN batched_responses m ON m.batch_id = c.id JOIN responses r ON r.id = m.response_id GROUP BY c.id
            ), settled AS (
                UPDATE response_batches b SET complete = s.complete FROM standing s
                WHERE s.id = b.id AND b.complete <> s.complete RETURNING b.id
            )
            SELECT m.response_id AS "Value" FROM settled JOIN batched_responses m ON m.batch_id = settled.id
            """).ToListAsync(ct),
    ];

    /// <summary>A response that is taken back or erased leaves; too few that stay are not used until they are joined with others.</summary>
    public static async Task LeaveBatchAsync(this SurveysDb db, Response response, CancellationToken ct)
    {
        var batch = await db.Set<BatchedResponse>().Where(m => m.ResponseId == response.Id).Select(m => m.BatchId).SingleOrDefaultAsync(ct);
        await db.Set<BatchedResponse>().Where(m => m.ResponseId == response.Id).ExecuteDeleteAsync(ct);
        if (batch is null) return;
        var others = await db.Set<BatchedResponse>().Where(m => m.BatchId == batch).Select(m => m.ResponseId).ToArrayAsync(ct);
        await db.RecountAsync(await db.SettleAsync(others, ct), ct);
    }
}
