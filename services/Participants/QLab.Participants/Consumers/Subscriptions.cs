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
        .On<SurveyOpened, CountSurveysWhenOpened>("participants.count-surveys-when-opened")
        .On<SurveyClosed, CountSurveysWhenClosed>("participants.count-surveys-when-closed")
        .On<ResponseSubmitted, CountResponsesWhenSubmitted>("participants.count-responses-when-submitted")
        .On<FormConsentsGiven, RecordConsentsWhenGivenOnForm>("participants.record-consents-when-given-on-form")
        .On<ResponseWithdrawn, CountResponsesWhenWithdrawn>("participants.count-responses-when-withdrawn")
        .On<WorkshopScheduled, CountWorkshopsWhenScheduled>("participants.count-workshops-when-scheduled")
        .On<WorkshopHeld, CountWorkshopsWhenHeld>("participants.count-workshops-when-held")
        .On<PlaceBooked, CountPlacesWhenBooked>("participants.count-places-when-booked")
        .On<BookingCancelled, CountPlacesWhenCancelled>("participants.count-places-when-cancelled")
        .On<NoteRecorded, CountNotesWhenRecorded>("participants.count-notes-when-recorded")
        .On<TeamFormed, CountTeamsWhenFormed>("participants.count-teams-when-formed")
        .On<LearningRecorded, CountLearningsWhenRecorded>("participants.count-learnings-when-recorded")
        .On<GrantAwarded, CountGrantsWhenAwarded>("participants.count-grants-when-awarded")
        .On<ThemeAdded, CountThemesWhenAdded>("participants.count-themes-when-added")
        .On<ThemeMerged, CountThemesWhenMerged>("participants.count-themes-when-merged")
        .On<InsightAgreed, CountInsightsWhenAgreed>("participants.count-insights-when-agreed")
        .On<PublicationPublished, CountPublicationsWhenPublished>("participants.count-publications-when-published")
        .On<WorkshopCancelled, CountWorkshopsWhenCancelled>("participants.count-workshops-when-cancelled")
        .On<NoteRemoved, CountNotesWhenRemoved>("participants.count-notes-when-removed")
        .On<LearningRemoved, CountLearningsWhenRemoved>("participants.count-learnings-when-removed")
        .On<InsightWithdrawn, CountInsightsWhenWithdrawn>("participants.count-insights-when-withdrawn")
        .On<PublicationRetracted, CountPublicationsWhenRetracted>("participants.count-publications-when-retracted")
        .On<PersonalDataErased, NoteAnswerWhenErased>("participants.note-answer-when-erased")
        .On<PersonalDataCorrected, NoteAnswerWhenCorrected>("participants.note-answer-when-corrected")
        .On<ExportPartReady, KeepPartWhenReady>("participants.keep-part-when-ready")
        .On<NotificationRequested, SendWhenNotificationRequested>("participants.send-when-notification-requested")
        .On<ContributionGiven, KeepContributions>("participants.keep-contributions-when-given")
        .On<ContributionWithdrawn, KeepContributions>("participants.keep-contributions-when-withdrawn")
        .On<ContributionOutcomeChanged, KeepOutcomes>("participants.keep-outcomes-when-changed")
        .On<ResponseSubmitted, KeepStepWhenSubmitted>("participants.keep-step-when-submitted")
        .On<PlaceBooked, KeepStepWhenBooked>("participants.keep-step-when-booked")
        .On<NoteRecorded, KeepStepWhenRecorded>("participants.keep-step-when-recorded")
        .On<PostPublished, KeepStepWhenPublished>("participants.keep-step-when-published");
}
