using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Agenda;

namespace QLab.Workshops.Workshops;

static class WorkshopErrors
{
    public static Refusal ProjectClosed => Refusal.Conflict("project-closed", "The project is closed: nothing new is collected for it.");
    public static Refusal NotStarted =>
        Refusal.Conflict("workshop-not-started", "The workshop has not started yet; say that it was held afterwards.");
    public static Refusal HeldAlready(Guid id) =>
        Refusal.Conflict("workshop-held", "The workshop is recorded as held already.") with { ExistingId = id };
    public static Refusal Cancelled(string? reason) =>
        Refusal.Conflict("workshop-cancelled", $"The workshop has been cancelled: {reason}");
    public static Refusal HeldBeforeStart =>
        Refusal.Conflict("workshop-held", "The workshop has been held already; it cannot start after that.");
    public static Refusal CapacityBelowBooked => Refusal.Conflict("capacity-below-booked", "More places than that are booked already.");
    public static Refusal NotPublished =>
        Refusal.Conflict("workshop-not-published", "This is a draft; publish it first.");
    public static Refusal Published(Guid id) =>
        Refusal.Conflict("workshop-published", "The workshop has been published already.") with { ExistingId = id };
    public static Refusal TeamOfAnotherProject =>
        Refusal.Conflict("team-of-another-project", "A team presents at gatherings of its own project.");
    public static Refusal KindAnnounced => Refusal.Conflict(
        "kind-announced", "Others have been told of which kind it is, and count by it; cancel it and schedule another.");
    public static Refusal Warned(IReadOnlyList<AgendaWarning> warnings) =>
        Refusal.Conflict("agenda-has-warnings", "Look at the warnings; publish it with despiteWarnings if the agenda is right as it is.") with
        {
            Members = new Dictionary<string, object?> { ["warnings"] = warnings },
        };
}
