using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.RolePlays;

/// <param name="Influenced">One thing that influenced me …</param>
/// <param name="Doubted">One thing that caused me to doubt …</param>
/// <param name="VoiceAndBody">The impact of your voice and body language …</param>
sealed record FeedbackView(string Influenced, string Doubted, string VoiceAndBody);

/// <param name="Code">To tell those who listen; they give their feedback with it.</param>
/// <param name="Feedback">What they said, without who.</param>
sealed record RolePlayView(Guid Id, string Code, DateTimeOffset OpenedAt, IReadOnlyList<FeedbackView> Feedback)
{
    /// <remarks>In an order that does not tell who was first.</remarks>
    public static RolePlayView Of(RolePlay r) => new(
        r.Id, r.Code, r.OpenedAt,
        [.. r.Feedback.OrderBy(f => f.Influenced, StringComparer.Ordinal)
            .Select(f => new FeedbackView(f.Influenced, f.Doubted, f.VoiceAndBody))]);
}

static class Present
{
    public static async Task<Results<Created<RolePlayView>, ProblemHttpResult>> Handle(
        Guid id, WorkshopsDb db, ClaimsPrincipal user, TimeProvider time, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id && !w.Draft, ct);
        if (workshop is null || await db.Participants.InAsync(workshop.ProjectId, user, ct) is not { } me)
            return Refusal.NotFound("workshop").ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();

        var rolePlay = new RolePlay { Id = Guid.CreateVersion7(), WorkshopId = id, PresenterId = me, OpenedAt = time.GetUtcNow() };
        db.RolePlays.Add(rolePlay);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/workshops/v1/me/workshops/{id}/role-plays", RolePlayView.Of(rolePlay));
    }

    public static async Task<Ok<IReadOnlyList<RolePlayView>>> List(Guid id, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var mine = user.ParticipantIds();
        var rolePlays = await db.RolePlays.AsNoTracking().Include(r => r.Feedback).Where(r => r.WorkshopId == id && mine.Contains(r.PresenterId))
            .OrderBy(r => r.Id).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<RolePlayView>>([.. rolePlays.Select(RolePlayView.Of)]);
    }
}
