using QLab.Participants.Contracts;
using QLab.Publications.Contracts;

namespace QLab.Surveys.Consumers;

/// <summary>What this service hears, and what it does then. The names of the queues are deployed state.</summary>
static class Subscriptions
{
    public static void Add(QLab.ServiceDefaults.Messaging.Consumers consumers) => consumers
        .On<ProjectOpened, KeepProjectWhenOpened>("surveys.keep-project-when-opened")
        .On<ProjectClosed, CloseProjectWhenClosed>("surveys.close-project-when-closed")
        .On<ParticipantJoined, KeepParticipantWhenJoined>("surveys.keep-participant-when-joined")
        .On<ParticipantLeft, KeepParticipantWhenLeft>("surveys.keep-participant-when-left")
        .On<ConsentGiven, KeepConsentWhenGiven>("surveys.keep-consent-when-given")
        .On<ConsentWithdrawn, DropConsentWhenWithdrawn>("surveys.drop-consent-when-withdrawn")
        .On<ThemeAdded, KeepThemes>("surveys.keep-theme-when-added")
        .On<ThemeRevised, KeepThemes>("surveys.keep-theme-when-revised")
        .On<ThemeMerged, KeepThemes>("surveys.keep-theme-when-merged")
        .On<ThemeSplit, KeepThemes>("surveys.keep-theme-when-split")
        .On<ThemeRetired, KeepThemes>("surveys.keep-theme-when-retired")
        .On<MessageKeyAnnounced, KeepKeyWhenAnnounced>("surveys.keep-key-when-announced");
}
