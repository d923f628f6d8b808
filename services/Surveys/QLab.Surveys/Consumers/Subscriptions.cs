using QLab.Participants.Contracts;
using QLab.Publications.Contracts;
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
            .Then<ConsentGiven, RecountWhenConsentChanged>().Then<ConsentWithdrawn, RecountWhenConsentChanged>())
        .On<ThemeAdded, KeepThemes>("surveys.keep-theme-when-added")
        .On<ThemeRevised, KeepThemes>("surveys.keep-theme-when-revised")
        .On<ThemeMerged, KeepThemes>("surveys.keep-theme-when-merged")
        .On<ThemeSplit, KeepThemes>("surveys.keep-theme-when-split")
        .On<ThemeRetired, KeepThemes>("surveys.keep-theme-when-retired")
        .On<MessageKeyAnnounced, KeepKeyWhenAnnounced>("surveys.keep-key-when-announced");
}
