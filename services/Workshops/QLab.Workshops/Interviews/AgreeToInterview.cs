using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Interviews;

/// <param name="Agrees">Whether they agree to be interviewed and to have written down what they say.</param>
[EveryMemberRequired]
[Example("""{ "agrees": true }""")]
public sealed record AgreeToInterviewRequest(bool Agrees);

/// <summary>Asked at the start: nothing is written down before everybody has agreed.</summary>
static class AgreeToInterview
{
    public static Task<Results<NoContent, ProblemHttpResult>> Mine(
        Guid id, AgreeToInterviewRequest request, WorkshopsDb db, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        return RunAsync(
            db, db.Speakers.Where(s => s.InterviewId == id && s.ParticipantId != null && mine.Contains(s.ParticipantId.Value)), request,
            themselves: true, time, ct);
    }

    /// <remarks>For those who say it to the interviewer; not against what they have said themselves.</remarks>
    public static Task<Results<NoContent, ProblemHttpResult>> OnBehalf(
        Guid id, Guid speakerId, AgreeToInterviewRequest request, WorkshopsDb db, TimeProvider time, CancellationToken ct) =>
        RunAsync(
            db, db.Speakers.Where(s => s.InterviewId == id && s.Id == speakerId && s.ParticipantId != null), request,
            themselves: false, time, ct);

    static async Task<Results<NoContent, ProblemHttpResult>> RunAsync(
        WorkshopsDb db, IQueryable<Speaker> which, AgreeToInterviewRequest request, bool themselves, TimeProvider time,
        CancellationToken ct)
    {
        if (await which.SingleOrDefaultAsync(ct) is not { } speaker) return Refusal.NotFound("speaker").ToProblem();
        if (!request.Agrees && await db.Turns.AnyAsync(t => t.SpeakerId == speaker.Id, ct)) return InterviewErrors.Transcribed.ToProblem();
        if (request.Agrees && !themselves && speaker.DeclinedAt is not null) return InterviewErrors.Declined.ToProblem();
        speaker.Agree(request.Agrees, themselves, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
