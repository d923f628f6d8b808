using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.People.AccessNeeds;

/// <summary>A need is identified by somebody on a day, and recorded in the person's own words.</summary>
[Example("""{ "category": "communication", "words": "A sign language interpreter", "identifiedBy": "themselves" }""")]
public sealed record RecordAccessNeedRequest(NeedCategory Category, [property: Text(1000, Lines = true)] string Words)
{
    /// <summary>Your own id for the need, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    public IdentifiedBy IdentifiedBy { get; init; } = IdentifiedBy.Themselves;

    /// <summary>The day; today when absent.</summary>
    public DateOnly? IdentifiedOn { get; init; }

    /// <summary>Whether lists show that there is a need.</summary>
    public bool Flagged { get; init; } = true;
}

/// <summary>No words: answers are remembered for 24 hours for requests that are sent again.</summary>
sealed record RecordedAccessNeed(Guid Id);

static class RecordAccessNeed
{
    public static async Task<Results<Created<RecordedAccessNeed>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid personId, RecordAccessNeedRequest request, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();
        if (request.Id is { } id && await db.AccessNeeds.AnyAsync(n => n.Id == id, ct)) return Refusal.AlreadyExists("access need", id).ToProblem();
        var now = time.GetUtcNow();
        if (request.IdentifiedOn > DateOnly.FromDateTime(now.UtcDateTime.AddDays(1)))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/identifiedOn"] = ["This day is still to come."] });

        var need = AccessNeed.Record(personId, request.Category, request.Words, request.IdentifiedBy, now, request.Id, request.IdentifiedOn, request.Flagged);
        db.AccessNeeds.Add(need);
        await audit.ChangedAsync("access needs", ct, person.AuditId);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/people/{personId}/access-needs/{need.Id}", new RecordedAccessNeed(need.Id));
    }
}
