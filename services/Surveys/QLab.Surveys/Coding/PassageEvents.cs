using QLab.ServiceDefaults.Messaging;
using QLab.Surveys.Contracts;

namespace QLab.Surveys.Coding;

static class PassageEvents
{
    public static void Tell(this IEvents events, Passage passage, DateTimeOffset now)
    {
        if (passage.Removed) events.Publish(new PassageUncoded(passage.Id, passage.ProjectId, passage.Version, now));
        else
            events.Publish(new PassageCoded(
                passage.Id, passage.ResponseId, passage.SurveyId, passage.ProjectId, passage.ThemeId, passage.Question,
                passage.StartPosition, passage.EndPosition, passage.Version, now));
    }
}
