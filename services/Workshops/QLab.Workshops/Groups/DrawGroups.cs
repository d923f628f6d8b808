using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Bookings;
using QLab.Workshops.Methods;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Groups;

[Example("""
    { "session": "Sharing the learning", "size": 3, "seed": 2019,
      "notWith": [["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d36"]] }
    """)]
public sealed record DrawGroupsRequest
{
    /// <summary>Your own id for the draw, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The title of a session of the agenda.</summary>
    [StringLength(200)]
    public string? Session { get; init; }

    /// <summary>How many to a group: 2, 3 or a table; what the session's method asks for when not said.</summary>
    [Range(2, 50)]
    public int? Size { get; init; }

    /// <summary>Draws the same groups again, as long as the people and earlier rounds are the same; by chance when not said.</summary>
    public int? Seed { get; init; }

    /// <summary>Only those who take part in this way.</summary>
    public Attendance? Attendance { get; init; }

    /// <summary>Who is there; when not said, all who are booked and did not stay away.</summary>
    [MaxLength(1000)]
    public IReadOnlyList<Guid>? ParticipantIds { get; init; }

    /// <summary>Sets of people of whom no two sit together. Used for this draw and kept nowhere.</summary>
    [MaxLength(200)]
    public IReadOnlyList<IReadOnlyList<Guid>> NotWith { get; init; } = [];
}

/// <summary>Who sits with whom: perspectives mixed, colleagues apart, nobody again with those of an earlier round.</summary>
static class DrawGroups
{
    const int MostPeople = 1000, LargestSet = 50;

    public static async Task<Results<Created<GroupingView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, DrawGroupsRequest request, WorkshopsDb db, MethodLibrary library, TimeProvider time, CancellationToken ct)
    {
        var groupingId = request.Id ?? Guid.CreateVersion7();
        if (await db.Groupings.AnyAsync(g => g.Id == groupingId, ct)) return Refusal.AlreadyExists("grouping", groupingId).ToProblem();
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();

        var session = workshop.Agenda.FirstOrDefault(s => s.Title == request.Session);
        var size = request.Size ?? (await library.NamedAsync(ct))(session?.Method)?.GroupSize;
        if (Faults(request, session is not null, size) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);

        var people = await db.SeatedAsync(workshop, request.ParticipantIds, request.Attendance, ct);
        if (request.ParticipantIds?.Distinct().Count() > people.Count) return Refusal.NotKnownHere("participant").ToProblem();
        if (people.Count is 0 or > MostPeople) return GroupErrors.NumberOfPeople(people.Count, MostPeople).ToProblem();

        var before = await db.EarlierAsync(id, null, ct);
        var seed = request.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var drawn = GroupDraw.Of(people.Values, size!.Value, seed, request.NotWith, before);
        var grouping = new Grouping
        {
            Id = groupingId, WorkshopId = id, Session = request.Session, Size = size.Value, Seed = seed, DrawnAt = time.GetUtcNow(),
            NotWithBroken = GroupQuality.Together(drawn.Select(group => group.Select(who => people[who]).ToList()), request.NotWith),
            Members =
            [
                .. drawn.Index().SelectMany(group => group.Item.Select(who =>
                    new GroupMember { GroupingId = groupingId, Number = group.Index + 1, ParticipantId = who })),
            ],
        };
        db.Groupings.Add(grouping);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/workshops/v1/workshops/{id}/groups/{groupingId}", GroupingView.Of(grouping, people, before));
    }

    static Dictionary<string, string[]> Faults(DrawGroupsRequest request, bool sessionIsThere, int? size)
    {
        var faults = new Dictionary<string, string[]>();
        if (request.Session is not null && !sessionIsThere) faults["/session"] = ["The agenda has no such session."];
        foreach (var (i, set) in request.NotWith.Index())
            if (set.Count is < 2 or > LargestSet) faults[$"/notWith/{i}"] = [$"A set is of 2 to {LargestSet} people."];
        if (size is null) faults["/size"] = ["Say how many to a group: no session was named whose method says it."];
        return faults;
    }
}
