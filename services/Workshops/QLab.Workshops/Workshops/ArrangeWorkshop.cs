using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Bookings;
using QLab.Workshops.Teams;

namespace QLab.Workshops.Workshops;

/// <summary>The whole of what is arranged, and why it is otherwise than before.</summary>
[EveryMemberRequired]
[Example("""
    { "kind": "workshop", "series": "From insights to action", "atEvent": null, "onlineCapacity": 20,
      "accessFeatures": ["stepFree", "hearingLoop", "quietRoom"], "accessNotes": "The lift is on the left.", "accessNeeds": ["hearing"],
      "agreement": "What is said here stays here; what is learned here may leave.",
      "joiningLink": "https://meet.example.org/quiet-nights", "joiningInstructions": "The room opens at 9.45.",
      "facilitatorIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "presentingTeamIds": [],
      "reason": "The meeting online has moved." }
    """)]
public sealed record ArrangeWorkshopRequest : Arrangements
{
    /// <summary>Why, for those who read the gathering's changes later; null where there is nothing to explain.</summary>
    [Reason]
    public string? Reason { get; init; }
}

/// <summary>What is arranged now.</summary>
sealed record ArrangedWorkshop : Arrangements
{
    /// <summary>Always null, for whoever sends this back: reasons stand in the gathering's changes.</summary>
    public string? Reason => null;

    /// <summary>Where those who are booked or wait are told of a change: how many of them that reaches, and why not the others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReachCounts? Reach { get; init; }
}

/// <summary>Who leads it, how to join, what the venue has. Those who are booked hear of it when the way to join has changed.</summary>
static class ArrangeWorkshop
{
    public static async Task<Results<Ok<ArrangedWorkshop>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, ArrangeWorkshopRequest arrangements, IfMatch ifMatch, WorkshopsDb db, ChangeNotices notices, TimeProvider time,
        HttpContext http, CancellationToken ct)
    {
        var workshop = await db.Workshops.Include(w => w.Facilitators).SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (arrangements.Faults(workshop.Format) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);
        if (!workshop.Draft && workshop.Kind != arrangements.Kind) return WorkshopErrors.KindAnnounced.ToProblem();
        var presenting = arrangements.PresentingTeamIds.Except(workshop.PresentingTeamIds);
        if (await db.RefuseTeamsAsync(workshop.ProjectId, presenting, ct) is { } refusal) return refusal.ToProblem();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var before = workshop.Diary;
        if (arrangements.Reason is { } reason)
            db.Add(ChangeEntry.Of(
                Workshop.Noun, id, version: null, "arranged", reason, http.User, time.GetUtcNow(), await BeforeAsync(workshop, db, ct)));
        workshop.Arrange(arrangements);
        ifMatch.Guard(db, workshop);
        var reach = await notices.TellAsync(workshop, before, ct);
        await db.SaveChangesAsync(ct);
        if (!await db.Resize(id, workshop.PlacesOf(null, arrangements.OnlineCapacity), ct))
            return WorkshopErrors.CapacityBelowBooked.ToProblem();
        await transaction.CommitAsync(ct);

        http.SetETag(workshop.RowVersion);
        return TypedResults.Ok(Of(workshop, arrangements.OnlineCapacity) with { Reach = reach });
    }

    public static async Task<Results<Ok<ArrangedWorkshop>, ProblemHttpResult>> Read(
        Guid id, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().Include(w => w.Facilitators).SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        http.SetETag(workshop.RowVersion);
        return TypedResults.Ok(Of(workshop, await OnlineCapacityAsync(workshop, db, ct)));
    }

    /// <remarks>Without people, who would stand there after their erasure, and without the link, which opens something.</remarks>
    static async Task<Arrangements> BeforeAsync(Workshop workshop, WorkshopsDb db, CancellationToken ct) =>
        Of(workshop, await OnlineCapacityAsync(workshop, db, ct)) with { FacilitatorIds = [], JoiningLink = null };

    static Task<int> OnlineCapacityAsync(Workshop workshop, WorkshopsDb db, CancellationToken ct) =>
        workshop.Format != WorkshopFormat.Hybrid ? Task.FromResult(0)
        : db.Places.Where(p => p.WorkshopId == workshop.Id && p.Attendance == Attendance.Online).Select(p => p.Capacity).SingleAsync(ct);

    static ArrangedWorkshop Of(Workshop w, int onlineCapacity) => new()
    {
        Kind = w.Kind, Series = w.Series, AtEvent = w.AtEvent, OnlineCapacity = onlineCapacity, AccessFeatures = w.AccessFeatures,
        AccessNotes = w.AccessNotes, AccessNeeds = w.AccessNeeds, Agreement = w.Agreement, JoiningLink = w.JoiningLink,
        JoiningInstructions = w.JoiningInstructions, FacilitatorIds = [.. w.Facilitators.Select(f => f.PersonId).Order()],
        PresentingTeamIds = w.PresentingTeamIds,
    };
}
