using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Workshops.RolePlays;

/// <param name="Influenced">One thing that influenced me …</param>
/// <param name="Doubted">One thing that caused me to doubt …</param>
/// <param name="VoiceAndBody">The impact of your voice and body language …</param>
[EveryMemberRequired]
[Example("""
    { "influenced": "that you told it as one person's story.", "doubted": "whether the ward has the time.",
      "voiceAndBody": "calm; I wanted to hear more." }
    """)]
public sealed record GiveFeedbackRequest(
    [property: Required, Text(2000, Lines = true)] string Influenced,
    [property: Required, Text(2000, Lines = true)] string Doubted,
    [property: Required, Text(2000, Lines = true)] string VoiceAndBody);

/// <summary>Goes to the presenter alone; saying it again puts it right.</summary>
static class GiveFeedback
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, string code, GiveFeedbackRequest request, WorkshopsDb db, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        if (await FindAsync(db, id, code, user, ct) is not var (rolePlay, me)) return Refusal.NotFound("role play").ToProblem();
        if (rolePlay.PresenterId == me)
            return Refusal.Conflict("own-role-play", "This is your own: those who listened give the feedback.").ToProblem();

        var feedback = rolePlay.Feedback.SingleOrDefault(f => f.GiverId == me);
        if (feedback is null) db.Add(feedback = new() { RolePlayId = rolePlay.Id, GiverId = me });
        feedback.Say(request.Influenced, request.Doubted, request.VoiceAndBody, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid id, string code, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await FindAsync(db, id, code, user, ct) is not var (rolePlay, me)
            || rolePlay.Feedback.SingleOrDefault(f => f.GiverId == me) is not { } mine)
            return Refusal.NotFound("feedback").ToProblem();
        db.Remove(mine);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    static async Task<(RolePlay RolePlay, Guid Me)?> FindAsync(
        WorkshopsDb db, Guid id, string code, ClaimsPrincipal user, CancellationToken ct)
    {
        var spoken = string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        var rolePlay = await db.RolePlays.Include(r => r.Feedback).SingleOrDefaultAsync(r => r.WorkshopId == id && r.Code == spoken, ct);
        if (rolePlay is null) return null;
        var project = await db.Workshops.Where(w => w.Id == id).Select(w => w.ProjectId).SingleAsync(ct);
        return await db.Participants.InAsync(project, user, ct) is { } me ? (rolePlay, me) : null;
    }
}
