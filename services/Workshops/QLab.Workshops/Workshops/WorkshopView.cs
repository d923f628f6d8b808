using System.Security.Claims;
using System.Text.Json.Serialization;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Agenda;
using QLab.Workshops.Bookings;
using QLab.Workshops.Teams;

namespace QLab.Workshops.Workshops;

/// <summary>What everybody may see of a gathering: not how to join it, nor who leads it.</summary>
/// <param name="Capacity">Places in the room, or online where nobody meets in a room.</param>
/// <param name="PlacesLeft">How many of these can be booked.</param>
/// <param name="Simulated">True when the people of this project, and so its bookings and notes, are made up.</param>
/// <param name="Attended">How many came; the public does not see it when it is from 1 to 7.</param>
/// <param name="CancelledAt">Since when it does not take place, with the reason.</param>
/// <param name="Draft">Still prepared: only the Lab sees it.</param>
/// <param name="AtEvent">Somebody else's event that it is a part of.</param>
/// <param name="RoomPlaces">Null where nobody meets in a room.</param>
/// <param name="OnlinePlaces">Null where nobody takes part online.</param>
/// <param name="Agreement">What you agree to by booking.</param>
/// <param name="PresentingTeamIds">Test teams that show their work.</param>
sealed record WorkshopView(
    Guid Id, Guid ProjectId, string Title, WorkshopFormat Format, string? City, string? Venue, DateTimeOffset StartsAt,
    DateTimeOffset EndsAt, int Capacity, int PlacesLeft, bool Simulated, DateTimeOffset? HeldAt, int? Attended, DateTimeOffset? CancelledAt,
    string? CancellationReason, IReadOnlyList<Session> Agenda, GatheringKind Kind, bool Draft, string? Series, string? AtEvent,
    PlacesView? RoomPlaces, PlacesView? OnlinePlaces, IReadOnlyList<AccessFeature> AccessFeatures, string? AccessNotes, string? Agreement,
    IReadOnlyList<Guid> PresentingTeamIds)
{
    /// <summary>
    /// In the answer to a change or cancellation of which those who are booked or wait are told: how many of them that reaches, and why not
    /// the others.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReachCounts? Reach { get; init; }

    /// <summary>What those test teams are called.</summary>
    public IReadOnlyList<PresentingTeam> PresentingTeams { get; init; } = [];

    public static WorkshopView Of(Workshop w, bool simulated, IReadOnlyList<PresentingTeam> presenting, ClaimsPrincipal reader)
    {
        var (room, online) = (PlacesView.Of(w, Attendance.InRoom), PlacesView.Of(w, Attendance.Online));
        var main = (room ?? online)!;
        return new(
            w.Id, w.ProjectId, w.Title, w.Format, w.City, w.Venue, w.StartsAt, w.EndsAt, main.Capacity, main.Left, simulated, w.HeldAt,
            ShownTo(reader, w), w.CancelledAt, w.CancellationReason, w.Agenda, w.Kind, w.Draft, w.Series, w.AtEvent, room, online,
            w.AccessFeatures, w.AccessNotes, w.Agreement, w.PresentingTeamIds)
        {
            PresentingTeams = presenting,
        };
    }

    static int? ShownTo(ClaimsPrincipal reader, Workshop w) =>
        w.Attended is { } count && SmallNumbers.IsSmall(count) && !reader.ActsForLab("workshops:read", w.ProjectId) ? null : w.Attended;
}

/// <param name="Left">How many can still be booked.</param>
sealed record PlacesView(int Capacity, int Left)
{
    public static PlacesView? Of(Workshop workshop, Attendance attendance) =>
        workshop.Places.SingleOrDefault(places => places.Attendance == attendance) is { } places ? new(places.Capacity, places.Left) : null;
}

sealed record WorkshopListItem(
    Guid Id, Guid ProjectId, string Title, WorkshopFormat Format, string? City, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
    int Capacity, int PlacesLeft, bool Simulated, bool Held, bool Cancelled, GatheringKind Kind, string? Series, bool Draft);
