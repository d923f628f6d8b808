using Microsoft.AspNetCore.Http.HttpResults;
using QLab.ServiceDefaults.Http.Description;
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
    public static Task<Results<Created<RecordedAccessNeed>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid personId, RecordAccessNeedRequest request, PersonAccessNeeds needs, CancellationToken ct) =>
        needs.RecordAsync(personId, request, ct);
}
