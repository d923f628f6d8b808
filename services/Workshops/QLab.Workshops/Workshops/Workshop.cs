using QLab.ServiceDefaults.Persistence;
using QLab.Workshops.Bookings;

namespace QLab.Workshops.Workshops;

/// <summary>People of a project meeting, with an agenda and places to book.</summary>
sealed class Workshop : IVersioned
{
    public const string Noun = "workshop";

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }

    /// <summary>Rises with every event about this workshop.</summary>
    public int Version { get; private set; } = 1;

    public string Title { get; private set; } = "";
    public WorkshopFormat Format { get; private set; }
    public string? City { get; private set; }
    public string? Venue { get; private set; }
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public IReadOnlyList<Session> Agenda { get; private set; } = [];
    public DateTimeOffset? HeldAt { get; private set; }
    public int? Attended { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>For everybody to read.</summary>
    public string? CancellationReason { get; private set; }

    public Places Places { get; private set; } = null!;
    public uint RowVersion { get; private set; }

    public static Workshop Schedule(Guid id, Guid projectId, WorkshopDetails details)
    {
        var workshop = new Workshop { Id = id, ProjectId = projectId, Places = new() { WorkshopId = id, Capacity = details.Capacity } };
        workshop.Correct(details);
        return workshop;
    }

    public void Correct(WorkshopDetails details)
    {
        Title = details.Title;
        Format = details.Format;
        City = details.City;
        Venue = details.Venue;
        StartsAt = details.StartsAt;
        EndsAt = details.EndsAt;
        Agenda = details.Agenda;
    }

    public void Cancel(string reason, DateTimeOffset now)
    {
        CancelledAt = now;
        CancellationReason = reason;
        Version++;
    }

    public void Hold(int attended, DateTimeOffset now)
    {
        HeldAt = now;
        Attended = attended;
        Version++;
    }
}
