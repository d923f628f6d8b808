using QLab.Participants.Contracts;
using QLab.ReferenceData;
using QLab.Surveys.Contracts;
using QLab.TestTeams.Contracts;
using QLab.Workshops.Contracts;

namespace QLab.Publications.Consumers;

/// <summary>What this service hears, and what it does then. The names of the queues are deployed state.</summary>
static class Subscriptions
{
    public static void Add(QLab.ServiceDefaults.Messaging.Consumers consumers) => consumers
        .KeepReferenceData(kept => kept.Projects().Consents())
        .On<ResponseSubmitted, KeepContributionWhenResponseSubmitted>("publications.keep-contribution-when-response-submitted")
        .On<ResponseWithdrawn, DropContributionWhenResponseWithdrawn>("publications.drop-contribution-when-response-withdrawn")
        .On<NoteRecorded, KeepContributionWhenNoteRecorded>("publications.keep-contribution-when-note-recorded")
        .On<LearningRecorded, KeepContributionWhenLearningRecorded>("publications.keep-contribution-when-learning-recorded")
        .On<PostPublished, KeepContributionWhenPostPublished>("publications.keep-contribution-when-post-published")
        .On<PostRemoved, DropContributionWhenPostRemoved>("publications.drop-contribution-when-post-removed")
        .On<PassageCoded, KeepEvidenceWhenPassageCoded>("publications.keep-evidence-when-passage-coded")
        .On<PassageUncoded, DropEvidenceWhenPassageUncoded>("publications.drop-evidence-when-passage-uncoded")
        .On<TeamFormed, KeepTeamWhenFormed>("publications.keep-team-when-formed")
        .On<GrantAwarded, KeepGrantWhenAwarded>("publications.keep-grant-when-awarded");
}
