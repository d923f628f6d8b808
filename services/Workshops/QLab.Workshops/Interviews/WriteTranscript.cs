using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Contributions;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Interviews.Coding;

namespace QLab.Workshops.Interviews;

/// <param name="Text">The transcript: typed, pasted, or what stands in a file of that format.</param>
[EveryMemberRequired]
[Example("""{ "format": "plainText", "text": "I: What is a usual day like?\nP1: There is none." }""")]
public sealed record WriteTranscriptRequest(TranscriptFormat Format, [property: Required, StringLength(500_000)] string Text);

/// <summary>Writes down what was said, or writes it anew; what each participant said is a contribution of theirs.</summary>
sealed class WriteTranscript(WorkshopsDb db, IEvents events, TimeProvider time)
{
    const string Service = "workshops", Kind = "interview";
    const int MostFaults = 100;

    public static Task<Results<Ok<InterviewView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, WriteTranscriptRequest request, IfMatch ifMatch, WriteTranscript writing, HttpContext http, CancellationToken ct) =>
        writing.RunAsync(id, request, ifMatch, http, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Remove(
        Guid id, ReasonRequest request, WriteTranscript writing, ClaimsPrincipal user, CancellationToken ct) =>
        writing.RemoveAsync(id, request.Reason, user, ct);

    async Task<Results<Ok<InterviewView>, ValidationProblem, ProblemHttpResult>> RunAsync(
        Guid id, WriteTranscriptRequest request, IfMatch ifMatch, HttpContext http, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } interview) return Refusal.NotFound("interview").ToProblem();
        if (interview.Speakers.Any(speaker => speaker.HasToAgree))
            return InterviewErrors.NotAgreed(interview.Speakers.Where(speaker => speaker.HasToAgree).Select(speaker => speaker.Name))
                .ToProblem();
        var (turns, faults) = TranscriptReader.Read(request.Text, request.Format, [.. interview.Speakers.Select(s => s.Name)]);
        if (faults.Count > 0)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["/text"] = [.. faults.Take(MostFaults).Select(fault => $"Line {fault.Line}: {fault.Fault}")],
            });

        await using var transaction = await db.RequireTransactionAsync(ct);
        ifMatch.Guard(db, interview);
        await db.Turns.Where(t => t.InterviewId == id).ExecuteDeleteAsync(ct);
        interview.Transcribe(turns, time.GetUtcNow());
        foreach (var speaker in interview.Speakers.Where(s => s.ParticipantId is not null))
            events.Publish(new ContributionGiven(
                speaker.Id, interview.ProjectId, speaker.ParticipantId, Service, OriginId: id, Kind, Label: "an interview",
                Noun: "interview",
                speaker.NextVersion(), interview.ArrangedAt));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        http.SetETag(interview.RowVersion);
        return TypedResults.Ok(InterviewView.Of(interview));
    }

    async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, string reason, ClaimsPrincipal user, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await FindAsync(id, ct) is not { TranscribedAt: not null } interview) return InterviewErrors.NoTranscript.ToProblem();
        var now = time.GetUtcNow();
        await db.UncodeAsync(events, id, [.. interview.Speakers.Select(speaker => speaker.Id)], now, ct);
        await db.Turns.Where(t => t.InterviewId == id).ExecuteDeleteAsync(ct);
        interview.Forget();
        db.Add(ChangeEntry.Of(Interview.Noun, id, null, "removed", reason, user, now));
        foreach (var speaker in interview.Speakers.Where(s => s.Version > 0))
            events.Publish(new ContributionWithdrawn(speaker.Id, interview.ProjectId, Service, Kind, speaker.NextVersion(), now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    Task<Interview?> FindAsync(Guid id, CancellationToken ct) =>
        db.Interviews.Include(i => i.Speakers).SingleOrDefaultAsync(i => i.Id == id, ct);
}
