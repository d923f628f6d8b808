using QLab.Questionnaires;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Surveys.Questionnaires.Drafts;

/// <summary>A questionnaire that is being written; it may be full of faults. Publishing makes it a version with the same id.</summary>
sealed class QuestionnaireDraft : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Key { get; set; }
    public required Definition Definition { get; set; }

    /// <summary>The version that it was begun from.</summary>
    public Guid? BasedOnId { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
    public uint RowVersion { get; private set; }
}
