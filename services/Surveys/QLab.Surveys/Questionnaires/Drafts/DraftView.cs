using QLab.Questionnaires;

namespace QLab.Surveys.Questionnaires.Drafts;

/// <param name="Key">Which questionnaire it becomes a version of.</param>
/// <param name="BasedOn">The version that it was begun from.</param>
sealed record DraftView(Guid Id, Guid ProjectId, string Key, Guid? BasedOn, Definition Definition, DateTimeOffset UpdatedAt)
{
    public static DraftView Of(QuestionnaireDraft draft) =>
        new(draft.Id, draft.ProjectId, draft.Key, draft.BasedOnId, draft.Definition, draft.UpdatedAt);
}

sealed record DraftListItem(Guid Id, Guid ProjectId, string Key, Guid? BasedOn, DateTimeOffset UpdatedAt);
