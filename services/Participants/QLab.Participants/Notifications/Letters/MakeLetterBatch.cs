using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Notifications.Sending;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Participants.Notifications.Letters;

[Example("""{ "id": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35" }""")]
public sealed record MakeLetterBatchRequest
{
    /// <summary>Your own id for the batch, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

/// <summary>
/// Takes the letters that wait, the oldest first, to be printed together. Whether each may be sent is asked now, as of a mail: whoever has
/// withdrawn the consent gets none, and whoever prefers mail again gets that.
/// </summary>
static class MakeLetterBatch
{
    const int MostLetters = 200;

    public static async Task<Results<Created<LetterBatchView>, ProblemHttpResult>> Handle(
        Guid projectId, MakeLetterBatchRequest request, ParticipantsDb db, Composer composer, AuditLog audit,
        WakeSignal<SendNotifications> sender, AfterCommit afterCommit, TimeProvider time, CancellationToken ct)
    {
        var (id, now) = (request.Id ?? Guid.CreateVersion7(), time.GetUtcNow());
        if (await db.LetterBatches.AnyAsync(b => b.Id == id, ct)) return Refusal.AlreadyExists("letter batch", id).ToProblem();
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, ct)) return Refusal.NotFound("project").ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        var waiting = await db.Notifications.FromSql($"""
            SELECT n.* FROM notifications n JOIN participations p ON p.id = n.participation_id
            WHERE n.state = 'ToPrint' AND n.letter_batch_id IS NULL AND p.project_id = {projectId}
            ORDER BY n.requested_at LIMIT {MostLetters} FOR UPDATE OF n SKIP LOCKED
            """).ToListAsync(ct);
        var letters = new List<Notification>();
        foreach (var letter in waiting)
            if (await MayBePrintedAsync(letter, composer, now, ct)) letters.Add(letter);
        if (letters.Count == 0)
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return LetterErrors.NothingToPrint.ToProblem();
        }

        var batch = new LetterBatch { Id = id, ProjectId = projectId, Letters = letters.Count, MadeAt = now };
        db.LetterBatches.Add(batch);
        foreach (var letter in letters) letter.LetterBatchId = id;
        await audit.ChangedAsync($"letter batch {id}", ct);
        await db.SaveChangesAsync(ct);
        afterCommit.Do(sender.Wake);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(
            $"/api/participants/v1/projects/{projectId}/letter-batches/{id}/letters.pdf", LetterBatchView.Of(batch));
    }

    static async Task<bool> MayBePrintedAsync(Notification letter, Composer composer, DateTimeOffset now, CancellationToken ct)
    {
        var composed = await composer.ComposeAsync(letter, ct);
        if (composed.WithheldBecause is { } withheld) letter.Withhold(withheld, now);
        else if (composed.FailedBecause is { } failed) letter.Fail(failed, now);
        else if (composed.Letter is null) letter.SendAgain(now);
        return composed.Letter is not null;
    }
}
