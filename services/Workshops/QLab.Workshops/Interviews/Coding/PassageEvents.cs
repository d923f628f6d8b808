using QLab.Coding;
using QLab.Contributions;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Workshops.Interviews.Coding;

static class PassageEvents
{
    public static void Tell(this IEvents events, CodedRange passage, DateTimeOffset now)
    {
        if (passage.Removed) events.Publish(new ContributionUncoded(passage.Id, passage.ProjectId, passage.Version, now));
        else
            events.Publish(new ContributionCoded(
                passage.Id, passage.Place.ContributionId, passage.Place.OriginId, passage.ProjectId, passage.ThemeId, passage.Place.Part,
                passage.StartPosition, passage.EndPosition, passage.Version, now));
    }
}
