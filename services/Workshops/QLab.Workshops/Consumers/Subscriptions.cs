using QLab.CodingApi;
using QLab.Participants.Contracts;
using QLab.ReferenceData;
using QLab.TestTeams.Contracts;

namespace QLab.Workshops.Consumers;

/// <summary>What this service hears, and what it does then. The names of the queues are deployed state.</summary>
static class Subscriptions
{
    public static void Add(QLab.ServiceDefaults.Messaging.Consumers consumers) => consumers
        .KeepReferenceData(kept => kept
            .Projects().Consents(Consent.Research).MessageKeys()
            .Participants(whenLeft: "free-places-when-participant-left").Then<ParticipantLeft, FreePlacesWhenParticipantLeft>())
        .On<ParticipantAffiliationChanged, KeepAffiliationWhenChanged>("workshops.keep-affiliation-when-changed")
        .On<TeamFormed, KeepTeams>("workshops.keep-team-when-formed")
        .On<TeamCorrected, KeepTeams>("workshops.keep-team-when-corrected")
        .On<TeamsAnnounced, KeepTeams>("workshops.keep-teams-when-announced")
        .KeepThemes();
}
