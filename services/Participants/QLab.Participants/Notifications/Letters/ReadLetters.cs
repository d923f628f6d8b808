using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Notifications.Letters;

/// <param name="BatchId">The batch that it is printed with; absent while it is in none.</param>
sealed record LetterView(
    Guid Id, Guid ParticipantId, Guid? PersonId, string Template, DateTimeOffset RequestedAt, Guid? BatchId);

/// <param name="PrintedAt">Since when it is printed; absent while it can be fetched.</param>
sealed record LetterBatchView(Guid Id, Guid ProjectId, int Letters, DateTimeOffset MadeAt, DateTimeOffset? PrintedAt)
{
    public static LetterBatchView Of(LetterBatch b) => new(b.Id, b.ProjectId, b.Letters, b.MadeAt, b.PrintedAt);
}

static class ReadLetters
{
    public static async Task<Results<Page<LetterView>, ProblemHttpResult>> List(
        Guid projectId, [AsParameters] Paging paging, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, ct)) return Refusal.NotFound("project").ToProblem();
        var page = await paging.ReadAsync(
            from letter in db.Notifications
            join participation in db.Participations on letter.ParticipationId equals participation.Id
            where letter.State == NotificationState.ToPrint && participation.ProjectId == projectId
            select new Addressed { Letter = letter, PersonId = participation.PersonId },
            row => row.Letter.Id, row => new LetterView(
                row.Letter.Id, row.Letter.ParticipationId!.Value, row.PersonId, row.Letter.Template, row.Letter.RequestedAt,
                row.Letter.LetterBatchId), ct);
        var people = page.Items.Select(letter => letter.PersonId).ToHashSet();
        await audit.ReadAsync("letters", await db.People.Where(p => people.Contains(p.Id)).Select(p => p.AuditId).ToListAsync(ct), ct);
        return page;
    }

    public static async Task<Results<Page<LetterBatchView>, ProblemHttpResult>> Batches(
        Guid projectId, [AsParameters] Paging paging, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, ct)) return Refusal.NotFound("project").ToProblem();
        await audit.ReadAsync("letter batches", [], ct);
        return await paging.ReadAsync(db.LetterBatches.Where(b => b.ProjectId == projectId), b => b.Id, b => LetterBatchView.Of(b), ct);
    }

    sealed class Addressed
    {
        public required Notification Letter { get; init; }
        public Guid? PersonId { get; init; }
    }
}
