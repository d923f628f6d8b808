using QLab.Coding;
using QLab.Contributions;
using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Surveys.Coding;

static class PassageEvents
{
    /// <remarks>Twice, the second time for readers of the release before.</remarks>
    public static void Tell(this IEvents events, CodedRange passage, DateTimeOffset now)
    {
        if (passage.Removed)
        {
            events.Publish(new ContributionUncoded(passage.Id, passage.ProjectId, passage.Version, now));
            events.Publish(new PassageUncoded(passage.Id, passage.ProjectId, passage.Version, now));
            return;
        }
        var told = new ContributionCoded(
            passage.Id, passage.Place.ContributionId, passage.Place.OriginId, passage.ProjectId, passage.ThemeId, passage.Place.Part,
            passage.StartPosition, passage.EndPosition, passage.Version, now);
        events.Publish(told);
        events.Publish(new PassageCoded(
            told.PassageId, told.ContributionId, told.OriginId, told.ProjectId, told.ThemeId, told.Part, told.Start, told.End,
            told.Version, now));
    }
}
