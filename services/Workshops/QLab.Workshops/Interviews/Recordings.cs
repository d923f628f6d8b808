using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.Workshops.Interviews;

static class Recordings
{
    public static async Task<Results<Page<RecordingView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, WorkshopsDb db, CancellationToken ct) =>
        await db.Interviews.AnyAsync(i => i.Id == id, ct)
            ? await paging.ReadAsync(db.Recordings.Where(r => r.InterviewId == id), r => r.Id, r => RecordingView.Of(r), ct)
            : Refusal.NotFound("interview").ToProblem();

    public static async Task<Results<FileDownload, ProblemHttpResult>> File(
        Guid id, Guid recordingId, WorkshopsDb db, FileStore files, CancellationToken ct)
    {
        var found = await (
            from recording in db.Recordings
            join content in db.Set<FileContent>() on recording.FileHash equals content.Hash
            where recording.InterviewId == id && recording.Id == recordingId
            select new { recording.FileName, content }).AsNoTracking().SingleOrDefaultAsync(ct);
        return found is null ? Refusal.NotFound("recording").ToProblem() : files.Download(found.content, found.FileName);
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        Guid id, Guid recordingId, WorkshopsDb db, FileStore files, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await db.Recordings.Where(r => r.InterviewId == id && r.Id == recordingId).ExecuteDeleteAsync(ct) == 0)
            return Refusal.NotFound("recording").ToProblem();
        await files.DropUnreferencedAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}

/// <summary>Deletes recordings when their day is over.</summary>
sealed class DeleteEndedRecordings(WorkshopsDb db, FileStore files) : IDueWork
{
    public static DueRows Rows { get; } = new("recordings", "kept_until < (@now AT TIME ZONE 'Europe/London')::date", "kept_until");

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        await db.Recordings.Where(r => r.Id == id).ExecuteDeleteAsync(ct);
        await files.DropUnreferencedAsync(ct);
    }
}
