using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews;

/// <param name="KeptUntil">The last day on which it is there, within two years.</param>
[Example("""{ "keptUntil": "2027-03-31" }""")]
public sealed record KeepRecordingRequest(DateOnly KeptUntil)
{
    /// <summary>Your own id for the recording, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

/// <param name="File">Where to fetch it.</param>
sealed record RecordingView(Guid Id, Guid InterviewId, string FileName, DateTimeOffset AddedAt, DateOnly KeptUntil, string File)
{
    public static RecordingView Of(Recording r) => new(
        r.Id, r.InterviewId, r.FileName, r.AddedAt, r.KeptUntil, $"/api/workshops/v1/interviews/{r.InterviewId}/recordings/{r.Id}/file");
}

/// <summary>Nothing is recorded of anybody who has not agreed, and no recording stays for ever.</summary>
static class KeepRecording
{
    const int LongestYears = 2;

    public static async Task<Results<Created<RecordingView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [FromForm] KeepRecordingRequest request, IFormFile file, WorkshopsDb db, FileStore files, TimeProvider time,
        CancellationToken ct)
    {
        var (recordingId, now) = (request.Id ?? Guid.CreateVersion7(), time.GetUtcNow());
        if (await db.Recordings.AnyAsync(r => r.Id == recordingId, ct)) return Refusal.AlreadyExists("recording", recordingId).ToProblem();
        var interview = await db.Interviews.AsNoTracking().Include(i => i.Speakers).SingleOrDefaultAsync(i => i.Id == id, ct);
        if (interview is null) return Refusal.NotFound("interview").ToProblem();
        if (interview.Speakers.Any(speaker => speaker.HasToAgree))
            return InterviewErrors.NotAgreed(interview.Speakers.Where(speaker => speaker.HasToAgree).Select(speaker => speaker.Name))
                .ToProblem();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (request.KeptUntil < today || request.KeptUntil > today.AddYears(LongestYears))
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["/keptUntil"] = ["A day from today on, within two years."] });
        var check = await AcceptedFile.CheckAsync(file, InterviewEndpoints.Files, ct);
        if (!check.IsAccepted) return check.Refusal.ToProblem();

        var recording = new Recording
        {
            Id = recordingId, InterviewId = id, FileName = check.File.Name, FileHash = check.File.Hash, AddedAt = now,
            KeptUntil = request.KeptUntil,
        };
        await using var transaction = await db.RequireTransactionAsync(ct);
        await files.StoreAsync(check.File, ct);
        db.Recordings.Add(recording);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        var view = RecordingView.Of(recording);
        return TypedResults.Created(view.File, view);
    }
}
