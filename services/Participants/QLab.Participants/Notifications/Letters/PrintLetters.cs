using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Notifications.Sending;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Notifications.Letters;

/// <summary>The letters of a batch as one PDF, as often as needed until somebody says that they are printed.</summary>
static class PrintLetters
{
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Pdf(
        Guid projectId, Guid id, ParticipantsDb db, Composer composer, IConfiguration settings, AuditLog audit, TimeProvider time,
        CancellationToken ct)
    {
        var batch = await db.LetterBatches.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id && b.ProjectId == projectId, ct);
        if (batch is null) return Refusal.NotFound("letter batch").ToProblem();
        if (batch.PrintedAt is not null) return LetterErrors.Printed.ToProblem();

        var letters = new List<Letter>();
        foreach (var row in await Of(id, db).AsNoTracking().OrderBy(n => n.RequestedAt).ToListAsync(ct))
            if ((await composer.ComposeAsync(row, ct)).Letter is { } letter) letters.Add(letter);
        var people = await db.People.Where(p => db.Participations.Any(t => t.PersonId == p.Id
            && db.Notifications.Any(n => n.LetterBatchId == id && n.ParticipationId == t.Id))).Select(p => p.AuditId).ToListAsync(ct);
        await audit.ReadAsync($"letters of batch {id}", people, ct);
        var sender = settings["Controller:Name"] ?? "Q Lab";
        return TypedResults.File(LetterPaper.Print(letters, sender, time.GetUtcNow()), "application/pdf", $"letters-{id}.pdf");
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Printed(
        Guid projectId, Guid id, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var locked = await db.LetterBatches
            .FromSql($"SELECT * FROM letter_batches WHERE id = {id} AND project_id = {projectId} FOR UPDATE").ToListAsync(ct);
        if (locked is not [var batch]) return Refusal.NotFound("letter batch").ToProblem();
        if (batch.PrintedAt is not null) return LetterErrors.Printed.ToProblem();

        var now = time.GetUtcNow();
        batch.Printed(now);
        foreach (var letter in await Of(id, db).ToListAsync(ct)) letter.Sent(now);
        await audit.ChangedAsync($"letter batch {id} printed", ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    static IQueryable<Notification> Of(Guid batch, ParticipantsDb db) =>
        db.Notifications.Where(n => n.LetterBatchId == batch && n.State == NotificationState.ToPrint);
}
