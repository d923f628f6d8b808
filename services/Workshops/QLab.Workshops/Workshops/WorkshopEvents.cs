using System.Text.Json;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Workshops;

static class WorkshopEvents
{
    public static WorkshopScheduled Scheduled(this Workshop workshop, DateTimeOffset now) =>
        new(workshop.Id, workshop.ProjectId, workshop.Version, workshop.Title, workshop.StartsAt, now) { Kind = workshop.KindOnTheWire() };

    public static WorkshopHeld Held(this Workshop workshop, DateTimeOffset now) =>
        new(workshop.Id, workshop.ProjectId, workshop.Version, workshop.Attended!.Value, now) { Kind = workshop.KindOnTheWire() };

    public static WorkshopCancelled Cancelled(this Workshop workshop, DateTimeOffset now) =>
        new(workshop.Id, workshop.ProjectId, workshop.Version, now) { Kind = workshop.KindOnTheWire() };

    static string KindOnTheWire(this Workshop workshop) => JsonNamingPolicy.CamelCase.ConvertName(workshop.Kind.ToString());
}
