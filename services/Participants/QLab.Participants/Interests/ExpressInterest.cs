using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications.Templates;
using QLab.Participants.Participations;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Interests;

[Example("""
    { "name": "Alex Example", "email": "alex@example.org", "perspectives": [{ "kind": "livedExperience" }],
      "why": "I have lived with back pain for years." }
    """)]
public sealed record ExpressInterestRequest(
    [property: Text(200)] string Name,
    [property: Email] string Email,
    [property: Required, MinLength(1), MaxLength(3)] IReadOnlyList<StatedPerspective> Perspectives,
    [property: Text(ExpressInterestRequest.LongestWhy, Lines = true)] string Why)
{
    internal const int LongestWhy = 2000;

    /// <summary>The language to write in.</summary>
    [Language]
    public string Language { get; init; } = BuiltInTemplates.Fallback;
}

/// <summary>
/// Anybody may leave a name, for any address; only who reads there can confirm it. Nobody is looked up, so the answer is the same
/// whether or not the address is known.
/// </summary>
static class ExpressInterest
{
    public static async Task<Results<Accepted, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, ExpressInterestRequest request, HttpContext http, ParticipantsDb db, InterestsByAddress limit,
        InterestMails mails, TimeProvider time, CancellationToken ct)
    {
        if (limit.RefusedFor(http) is { } seconds) return InterestErrors.TooMany(seconds).ToProblem();
        var faults = StatedPerspective.Faults(request.Perspectives);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (project.IsClosed) return ProjectErrors.Closed.ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        await mails.AddAsync(new()
        {
            Id = Guid.CreateVersion7(), ProjectId = projectId, Name = request.Name, Email = request.Email, Language = request.Language,
            Perspectives = [.. request.Perspectives.Select(p => p.ToPerspective())], Why = request.Why, ReceivedAt = time.GetUtcNow(),
        }, partner: null, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Accepted((string?)null);
    }
}
