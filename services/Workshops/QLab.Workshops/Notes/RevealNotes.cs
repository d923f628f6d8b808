using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Notes;

[Example("""{ "session": "What we heard" }""")]
public sealed record RevealNotesRequest
{
    /// <summary>The session whose notes are revealed; without it those of the whole workshop.</summary>
    [StringLength(200)]
    public string? Session { get; init; }
}

/// <param name="Revealed">How many notes were secret until now.</param>
sealed record RevealedNotes(int Revealed);

/// <summary>Turns all cards over at once.</summary>
static class RevealNotes
{
    public static async Task<Results<Ok<RevealedNotes>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, RevealNotesRequest request, WorkshopsDb db, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (RecordNote.SessionFaults(workshop, request.Session) is { } faults) return TypedResults.ValidationProblem(faults);
        return TypedResults.Ok(new RevealedNotes(await db.Notes
            .Where(n => n.WorkshopId == id && n.Secret && (request.Session == null || n.Session == request.Session))
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.Secret, false), ct)));
    }
}
