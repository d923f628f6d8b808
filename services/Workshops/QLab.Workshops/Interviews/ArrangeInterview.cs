using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Interviews;

/// <param name="Name">The name in the transcript, which is not theirs: P1.</param>
public sealed record SpeakerDetails([property: Required, Text(40)] string Name)
{
    /// <summary>Who it is; leave it out for who asks on behalf of the Lab.</summary>
    public Guid? ParticipantId { get; init; }
}

/// <param name="Topics">The topic guide, from 1 to 30.</param>
[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "title": "Living with both", "topics": ["A usual day", "What helps"],
      "speakers": [{ "name": "I" }, { "name": "P1", "participantId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d36" }] }
    """)]
public sealed record ArrangeInterviewRequest(
    Guid ProjectId,
    [property: Required, Text(200)] string Title,
    [property: Required, MinLength(1), Texts(30, 500)] string[] Topics,
    [property: Required, MinLength(2), MaxLength(20)] IReadOnlyList<SpeakerDetails> Speakers)
{
    /// <summary>Your own id for the interview, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The gathering that it belongs to.</summary>
    public Guid? WorkshopId { get; init; }

    internal Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        for (var i = 0; i < Speakers.Count; i++)
        {
            if (PlainText.Fault(Speakers[i].Name, 40, lines: false) is { } fault) faults[$"/speakers/{i}/name"] = [fault];
            else if (Speakers[i].Name.Contains(':', StringComparison.Ordinal))
                faults[$"/speakers/{i}/name"] = ["A colon ends a name in transcripts."];
            else if (Speakers.Take(i).Any(before => string.Equals(before.Name, Speakers[i].Name, StringComparison.OrdinalIgnoreCase)))
                faults[$"/speakers/{i}/name"] = ["Another speaker is called the same."];
            if (Speakers[i].ParticipantId is { } who && Speakers.Take(i).Any(before => before.ParticipantId == who))
                faults[$"/speakers/{i}/participantId"] = ["They are named twice."];
        }
        if (Speakers.All(speaker => speaker.ParticipantId is null)) faults["/speakers"] = ["Nobody is interviewed."];
        return faults;
    }
}

static class ArrangeInterview
{
    public static async Task<Results<Created<InterviewView>, ValidationProblem, ProblemHttpResult>> Handle(
        ArrangeInterviewRequest request, WorkshopsDb db, TimeProvider time, CancellationToken ct)
    {
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Interviews.AnyAsync(i => i.Id == id, ct)) return Refusal.AlreadyExists("interview", id).ToProblem();
        if (request.Faults() is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);
        if (await db.RefusedAsync(request.ProjectId, request.WorkshopId, ct) is { } refused) return refused.ToProblem();
        Guid[] people = [.. request.Speakers.Select(speaker => speaker.ParticipantId).OfType<Guid>()];
        if (await db.Participants.CountAsync(p => p.ProjectId == request.ProjectId && p.Present && people.Contains(p.Id), ct) < people.Length)
            return Refusal.NotKnownHere("participant").ToProblem();

        var interview = Of(
            id, request.ProjectId, request.WorkshopId, request.Title, request.Topics,
            request.Speakers.Select(speaker => (speaker.Name, speaker.ParticipantId)), time.GetUtcNow());
        db.Interviews.Add(interview);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/workshops/v1/interviews/{id}", InterviewView.Of(interview));
    }

    public static Interview Of(
        Guid id, Guid projectId, Guid? workshopId, string title, string[] topics, IEnumerable<(string Name, Guid? Who)> speakers,
        DateTimeOffset now) => new()
        {
            Id = id, ProjectId = projectId, WorkshopId = workshopId, Title = title, Topics = topics, ArrangedAt = now,
            Speakers = [.. speakers.Select(speaker => new Speaker
            {
                Id = Guid.CreateVersion7(), InterviewId = id, Name = speaker.Name, ParticipantId = speaker.Who,
                Consents = speaker.Who is null ? [Consent.Research] : [],
            })],
        };

    /// <summary>Why nothing can be arranged in a project or a gathering.</summary>
    public static async Task<Refusal?> RefusedAsync(this WorkshopsDb db, Guid projectId, Guid? workshopId, CancellationToken ct)
    {
        if (await db.Projects.SingleOrDefaultAsync(p => p.Id == projectId, ct) is not { } project) return Refusal.NotKnownHere("project");
        if (project.Closed) return WorkshopErrors.ProjectClosed;
        return workshopId is { } workshop && !await db.Workshops.AnyAsync(w => w.Id == workshop && w.ProjectId == projectId, ct)
            ? Refusal.NotFound("workshop")
            : null;
    }
}
