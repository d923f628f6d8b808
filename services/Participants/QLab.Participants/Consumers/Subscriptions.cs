using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Contracts;
using QLab.TestTeams.Contracts;
using QLab.Workshops.Contracts;

namespace QLab.Participants.Consumers;

/// <summary>What this service hears, and what it does then. The names of the queues are deployed state.</summary>
static class Subscriptions
{
    public static void Add(QLab.ServiceDefaults.Messaging.Consumers consumers) => consumers
        .On<SurveyOpened, CountWhatOthersTell>("participants.count-surveys-when-opened")
        .On<SurveyClosed, CountWhatOthersTell>("participants.count-surveys-when-closed")
        .On<ResponseSubmitted, CountWhatOthersTell>("participants.count-responses-when-submitted")
        .On<ResponseWithdrawn, CountWhatOthersTell>("participants.count-responses-when-withdrawn")
        .On<WorkshopScheduled, CountWhatOthersTell>("participants.count-workshops-when-scheduled")
        .On<WorkshopHeld, CountWhatOthersTell>("participants.count-workshops-when-held")
        .On<PlaceBooked, CountWhatOthersTell>("participants.count-places-when-booked")
        .On<BookingCancelled, CountWhatOthersTell>("participants.count-places-when-cancelled")
        .On<NoteRecorded, CountWhatOthersTell>("participants.count-notes-when-recorded")
        .On<TeamFormed, CountWhatOthersTell>("participants.count-teams-when-formed")
        .On<LearningRecorded, CountWhatOthersTell>("participants.count-learnings-when-recorded")
        .On<GrantAwarded, CountWhatOthersTell>("participants.count-grants-when-awarded")
        .On<ThemeAdded, CountWhatOthersTell>("participants.count-themes-when-added")
        .On<ThemeMerged, CountWhatOthersTell>("participants.count-themes-when-merged")
        .On<InsightAgreed, CountWhatOthersTell>("participants.count-insights-when-agreed")
        .On<PublicationPublished, CountWhatOthersTell>("participants.count-publications-when-published")
        .On<WorkshopCancelled, CountWhatOthersTell>("participants.count-workshops-when-cancelled")
        .On<NoteRemoved, CountWhatOthersTell>("participants.count-notes-when-removed")
        .On<LearningRemoved, CountWhatOthersTell>("participants.count-learnings-when-removed")
        .On<GrantWithdrawn, CountWhatOthersTell>("participants.count-grants-when-withdrawn")
        .On<InsightWithdrawn, CountWhatOthersTell>("participants.count-insights-when-withdrawn")
        .On<PublicationRetracted, CountWhatOthersTell>("participants.count-publications-when-retracted")
        .On<PersonalDataErased, NoteAnswers>("participants.note-answer-when-erased")
        .On<PersonalDataCorrected, NoteAnswers>("participants.note-answer-when-corrected")
        .On<ExportPartReady, KeepPartWhenReady>("participants.keep-part-when-ready")
        .On<NotificationRequested, SendWhenNotificationRequested>("participants.send-when-notification-requested")
        .On<ContributionGiven, KeepContributions>("participants.keep-contributions-when-given")
        .On<ContributionWithdrawn, KeepContributions>("participants.keep-contributions-when-withdrawn")
        .On<ContributionOutcomeChanged, KeepOutcomes>("participants.keep-outcomes-when-changed")
        .On<ResponseSubmitted, KeepSteps>("participants.keep-step-when-submitted")
        .On<PlaceBooked, KeepSteps>("participants.keep-step-when-booked")
        .On<NoteRecorded, KeepSteps>("participants.keep-step-when-recorded")
        .On<PostPublished, KeepSteps>("participants.keep-step-when-published");
}
