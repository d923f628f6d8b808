using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Bookings;
using QLab.Workshops.Teams;

namespace QLab.Workshops.Workshops;

/// <summary>What is arranged from now on.</summary>
sealed record ArrangedWorkshop : Arrangements
{
    /// <summary>Where those who are booked or wait are told of a change: how many of them that reaches, and why not the others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReachCounts? Reach { get; init; }
}

/// <summary>Who leads it, how to join, what the venue has. Those who are booked hear of it when the way to join has changed.</summary>
static class ArrangeWorkshop
{
    public static async Task<Results<Ok<ArrangedWorkshop>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, Arrangements arrangements, IfMatch ifMatch, WorkshopsDb db, ChangeNotices notices, HttpContext http, CancellationToken ct)
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
        workshop.Arrange(arrangements);
        ifMatch.Guard(db, workshop);
        var reach = await notices.TellAsync(workshop, before, ct);
        await db.SaveChangesAsync(ct);
        if (!await db.Resize(id, workshop.PlacesOf(null, arrangements.OnlineCapacity), ct))
            return WorkshopErrors.CapacityBelowBooked.ToProblem();
        await transaction.CommitAsync(ct);

        http.SetETag(workshop.RowVersion);
        return TypedResults.Ok(Of<ArrangedWorkshop>(workshop, arrangements.OnlineCapacity) with { Reach = reach });
    }

    public static async Task<Results<Ok<Arrangements>, ProblemHttpResult>> Read(
        Guid id, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().Include(w => w.Facilitators).Include(w => w.Places)
            .SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        http.SetETag(workshop.RowVersion);
        var online = workshop.Format == WorkshopFormat.Hybrid ? workshop.Places.Single(p => p.Attendance == Attendance.Online).Capacity : 0;
        return TypedResults.Ok(Of<Arrangements>(workshop, online));
    }

    static T Of<T>(Workshop w, int onlineCapacity) where T : Arrangements, new() => new()
    {
        Kind = w.Kind, Series = w.Series, AtEvent = w.AtEvent, OnlineCapacity = onlineCapacity, AccessFeatures = w.AccessFeatures,
        AccessNotes = w.AccessNotes, AccessNeeds = w.AccessNeeds, Agreement = w.Agreement, JoiningLink = w.JoiningLink,
        JoiningInstructions = w.JoiningInstructions, FacilitatorIds = [.. w.Facilitators.Select(f => f.PersonId).Order()],
        PresentingTeamIds = w.PresentingTeamIds,
    };
}
