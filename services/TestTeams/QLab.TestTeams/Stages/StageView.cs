namespace QLab.TestTeams.Stages;

/// <param name="Back">True when the team went back to this stage.</param>
/// <param name="Note">Only for callers with the scope test-teams:read, as is the reason.</param>
sealed record StageView(Guid Id, int Version, Stage Stage, DateTimeOffset EnteredAt, bool Back, string? Note, string? Reason)
{
    public static StageView Of(StageEntry e, bool withNotes) => new(
        e.Id, e.Version, e.Stage, e.EnteredAt, e.Reason is not null, withNotes ? e.Note : null, withNotes ? e.Reason : null);
}
