using QLab.CodingApi;
using QLab.Participants.Contracts;
using QLab.ReferenceData;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Consumers;

/// <summary>What this service hears, and what it does then. The names of the queues are deployed state.</summary>
static class Subscriptions
{
    public static void Add(QLab.ServiceDefaults.Messaging.Consumers consumers) => consumers
        .KeepReferenceData(kept => kept
            .Projects().Then<ProjectClosed, CloseSurveysWhenProjectClosed>()
            .Participants().Then<ParticipantLeft, TakeInvitationsBackWhenParticipantLeft>()
            .Consents(Consent.Research, Consent.Quotation)
            .Then<ConsentGiven, RecountWhenConsentChanged>().Then<ConsentWithdrawn, RecountWhenConsentChanged>()
            .MessageKeys())
        .KeepThemes();
}
