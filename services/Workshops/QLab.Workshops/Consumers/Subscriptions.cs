using QLab.CodingApi;
using QLab.Participants.Contracts;
using QLab.ReferenceData;

namespace QLab.Workshops.Consumers;

/// <summary>What this service hears, and what it does then. The names of the queues are deployed state.</summary>
static class Subscriptions
{
    public static void Add(QLab.ServiceDefaults.Messaging.Consumers consumers) => consumers
        .KeepReferenceData(kept => kept
            .Projects().Consents(Consent.Research).MessageKeys()
            .Participants(whenLeft: "free-places-when-participant-left").Then<ParticipantLeft, FreePlacesWhenParticipantLeft>())
        .On<ParticipantAffiliationChanged, KeepAffiliationWhenChanged>("workshops.keep-affiliation-when-changed")
        .KeepThemes();
}
