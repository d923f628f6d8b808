using QLab.Contributions;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Workshops.Rounds;

/// <summary>What others hear of a vote as a contribution: that there is one, never what it says.</summary>
static class VoteEvents
{
    const string Service = "workshops", Kind = "vote";

    public static void TellGiven(this IEvents events, Vote vote, Guid projectId) => events.Publish(new ContributionGiven(
        vote.Id, projectId, vote.ParticipantId, Service, OriginId: vote.RoundId, Kind, Label: "a vote in a round", Noun: "vote",
        vote.Version,
        vote.CastAt));

    public static void TellWithdrawn(this IEvents events, Vote vote, Guid projectId, DateTimeOffset now) =>
        events.Publish(new ContributionWithdrawn(vote.Id, projectId, Service, Kind, vote.Version + 1, now));
}
