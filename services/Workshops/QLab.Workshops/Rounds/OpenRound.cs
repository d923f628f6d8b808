using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Rounds;

/// <param name="Question">What is to be put in an order, and by what.</param>
/// <param name="Items">From 2 to 50; votes name them by their number, counted from 1.</param>
[Example("""
    { "projectId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "title": "What comes first", "method": "dotVoting", "dots": 5, "mostOnOne": 3,
      "question": "What would change most for people?", "items": [{ "label": "Quieter nights" }, { "label": "Shorter waits" }] }
    """)]
public sealed record OpenRoundRequest(
    Guid ProjectId,
    [property: Required, Text(200)] string Title,
    [property: Required, Text(1000, Lines = true)] string Question,
    RoundMethod Method,
    [property: Required, MinLength(2), MaxLength(50)] IReadOnlyList<RoundItem> Items)
{
    /// <summary>Your own id for the round, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The workshop that it is held in; leave it out where there is none.</summary>
    public Guid? WorkshopId { get; init; }

    /// <summary>How many dots each has to give; for dot voting only.</summary>
    [Range(1, 1000)]
    public int? Dots { get; init; }

    /// <summary>How many of them one item takes; all of them when not said.</summary>
    [Range(1, 1000)]
    public int? MostOnOne { get; init; }

    /// <summary>When it closes by itself; somebody closes it by hand when not said.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    internal Dictionary<string, string[]> Faults(DateTimeOffset now)
    {
        var faults = new Dictionary<string, string[]>();
        if (Method == RoundMethod.DotVoting && Dots is null) faults["/dots"] = ["Say how many dots each has to give."];
        if (Method != RoundMethod.DotVoting && Dots is not null) faults["/dots"] = ["Dots are for dot voting only."];
        if (MostOnOne is not null && !(MostOnOne <= Dots)) faults["/mostOnOne"] = ["This is at most the number of dots."];
        if (ClosesAt <= now) faults["/closesAt"] = ["This is past."];
        for (var i = 0; i < Items.Count; i++)
            if (PlainText.Fault(Items[i].Label, 300, lines: false) is { } fault) faults[$"/items/{i}/label"] = [fault];
            else if (Items.Take(i).Any(before => before.Label == Items[i].Label))
                faults[$"/items/{i}/label"] = ["Another item is called the same."];
        return faults;
    }
}

static class OpenRound
{
    public static async Task<Results<Created<RoundView>, ValidationProblem, ProblemHttpResult>> Handle(
        OpenRoundRequest request, WorkshopsDb db, TimeProvider time, CancellationToken ct)
    {
        var (id, now) = (request.Id ?? Guid.CreateVersion7(), time.GetUtcNow());
        if (await db.Rounds.AnyAsync(r => r.Id == id, ct)) return Refusal.AlreadyExists("round", id).ToProblem();
        var faults = request.Faults(now);
        if (await UnknownNotesAsync(request, db, ct) is { Count: > 0 } unknown)
            foreach (var at in unknown) faults[$"/items/{at}/noteId"] = ["The project has no such note."];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == request.ProjectId, ct);
        if (project is null) return Refusal.NotKnownHere("project").ToProblem();
        if (project.Closed) return WorkshopErrors.ProjectClosed.ToProblem();
        if (request.WorkshopId is { } workshop && !await db.Workshops.AnyAsync(w => w.Id == workshop && w.ProjectId == project.Id, ct))
            return Refusal.NotFound("workshop").ToProblem();

        var round = new Round
        {
            Id = id, ProjectId = project.Id, WorkshopId = request.WorkshopId, Title = request.Title, Question = request.Question,
            Method = request.Method, Items = request.Items, Dots = request.Dots, MostOnOne = request.MostOnOne ?? request.Dots,
            OpenedAt = now, ClosesAt = request.ClosesAt,
        };
        db.Rounds.Add(round);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/workshops/v1/rounds/{id}", RoundView.Of(round, project.Simulated));
    }

    static async Task<List<int>> UnknownNotesAsync(OpenRoundRequest request, WorkshopsDb db, CancellationToken ct)
    {
        Guid[] named = [.. request.Items.Select(item => item.NoteId).OfType<Guid>()];
        if (named.Length == 0) return [];
        var known = await (
            from note in db.Notes
            join workshop in db.Workshops on note.WorkshopId equals workshop.Id
            where named.Contains(note.Id) && note.RemovedAt == null && workshop.ProjectId == request.ProjectId
            select note.Id).ToListAsync(ct);
        return [.. Enumerable.Range(0, request.Items.Count).Where(at => request.Items[at].NoteId is { } note && !known.Contains(note))];
    }
}
