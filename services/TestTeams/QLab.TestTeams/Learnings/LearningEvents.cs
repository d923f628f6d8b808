using QLab.Contributions;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Messaging;
using QLab.TestTeams.Contracts;

namespace QLab.TestTeams.Learnings;

/// <summary>What others hear of a learning as a contribution, and never a word of it.</summary>
static class LearningEvents
{
    const string Service = "test-teams", Kind = "learning";

    /// <summary>What a team has learned belongs to nobody alone; a team records it so that others can use it and cite it.</summary>
    static readonly string[] SharedByTheTeam = [Consent.Research, Consent.Quotation];

    public static void TellGiven(this IEvents events, Learning learning, Guid projectId) => events.Publish(new ContributionGiven(
        learning.Id, projectId, ParticipantId: null, Service, OriginId: learning.TeamId, Kind, Label: "a test team's learning",
        Noun: "test team learning", learning.Version, learning.RecordedAt, SharedByTheTeam));

    public static void TellRemoved(this IEvents events, Learning learning, Guid projectId, DateTimeOffset now)
    {
        events.Publish(new LearningRemoved(learning.Id, learning.TeamId, projectId, now));
        events.Publish(new ContributionWithdrawn(learning.Id, projectId, Service, Kind, learning.Version, now));
    }
}
