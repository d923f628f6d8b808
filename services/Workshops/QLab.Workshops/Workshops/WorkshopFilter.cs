using System.ComponentModel;
using QLab.ServiceDefaults.Http;

namespace QLab.Workshops.Workshops;

/// <summary>Which workshops a list is narrowed to.</summary>
public sealed record WorkshopFilter(
    Guid? ProjectId,
    bool? Held,
    EnumParameter<GatheringKind>? Kind,
    [property: Description("What gatherings that belong together are called.")] string? Series,
    [property: Description("Whether it is still prepared; drafts are for the Lab alone.")] bool? Draft,
    [property: Description("Whether it is over and nobody has said that it was held, or cancelled it.")] bool? Overdue)
{
    internal IQueryable<Workshop> Of(IQueryable<Workshop> workshops, DateTimeOffset now)
    {
        if (ProjectId is { } project) workshops = workshops.Where(w => w.ProjectId == project);
        if (Held is { } held) workshops = workshops.Where(w => (w.HeldAt != null) == held);
        if (Kind?.Value is { } kind) workshops = workshops.Where(w => w.Kind == kind);
        if (Series is { } series) workshops = workshops.Where(w => w.Series == series);
        if (Draft is { } draft) workshops = workshops.Where(w => w.Draft == draft);
        if (Overdue is { } overdue)
            workshops = workshops.Where(w => (w.EndsAt < now && w.HeldAt == null && w.CancelledAt == null && !w.Draft) == overdue);
        return workshops;
    }
}
