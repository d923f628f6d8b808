using QLab.Contributions;
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
        .On<ContributionGiven, KeepContributions>("publications.keep-contribution-when-given")
        .On<ContributionWithdrawn, KeepContributions>("publications.drop-contribution-when-withdrawn")
        .On<ContributionsBatched, KeepBatches>("publications.keep-batch-when-batched")
        .On<ContributionCoded, KeepEvidenceWhenCoded>("publications.keep-evidence-when-contribution-coded")
        .On<ContributionUncoded, KeepEvidenceWhenCoded>("publications.drop-evidence-when-contribution-uncoded")
        .On<TeamFormed, KeepTeams>("publications.keep-team-when-formed")
        .On<TeamCorrected, KeepTeams>("publications.keep-team-when-corrected")
        .On<StageEntered, KeepStageWhenEntered>("publications.keep-stage-when-entered")
        .On<GrantAwarded, KeepGrants>("publications.keep-grant-when-awarded")
        .On<GrantCorrected, KeepGrants>("publications.keep-grant-when-corrected")
        .On<GrantWithdrawn, KeepGrants>("publications.keep-grant-when-withdrawn")
        .On<RoundClosed, KeepPlacesWhenRoundClosed>("publications.keep-places-when-round-closed")
        // Left by releases before ContributionGiven and ContributionCoded; docs/operations.md says when these can go.
        .Drain<ResponseSubmitted, KeepFormerContributions>("publications.keep-contribution-when-response-submitted")
        .Drain<ResponseWithdrawn, KeepFormerContributions>("publications.drop-contribution-when-response-withdrawn")
        .Drain<NoteRecorded, KeepFormerContributions>("publications.keep-contribution-when-note-recorded")
        .Drain<LearningRecorded, KeepFormerContributions>("publications.keep-contribution-when-learning-recorded")
        .Drain<PostPublished, KeepFormerContributions>("publications.keep-contribution-when-post-published")
        .Drain<PostRemoved, KeepFormerContributions>("publications.drop-contribution-when-post-removed")
        .Drain<PassageCoded, KeepEvidenceWhenCoded>("publications.keep-evidence-when-passage-coded")
        .Drain<PassageUncoded, KeepEvidenceWhenCoded>("publications.drop-evidence-when-passage-uncoded");
}
