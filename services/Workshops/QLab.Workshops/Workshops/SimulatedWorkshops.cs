using Microsoft.EntityFrameworkCore;

namespace QLab.Workshops.Workshops;

static class SimulatedWorkshops
{
    /// <summary>Whether the people of a workshop's project are made up; null when there is no such workshop.</summary>
    public static Task<bool?> IsSimulated(this WorkshopsDb db, Guid workshopId, CancellationToken ct) => (
        from workshop in db.Workshops
        join project in db.Projects on workshop.ProjectId equals project.Id
        where workshop.Id == workshopId
        select (bool?)project.Simulated).SingleOrDefaultAsync(ct);
}
