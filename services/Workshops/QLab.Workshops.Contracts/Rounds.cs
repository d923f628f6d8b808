namespace QLab.Workshops.Contracts;

/// <summary>
/// A prioritising round was closed and counted. What the items are called, and what anybody voted, stays in workshops.
/// </summary>
/// <param name="RoundId">The round.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="WorkshopId">Where it was held; null where it was held nowhere in particular.</param>
/// <param name="Places">What came out, item by item.</param>
/// <param name="OccurredAt">When it was closed, UTC.</param>
public sealed record RoundClosed(
    Guid RoundId, Guid ProjectId, Guid? WorkshopId, IReadOnlyList<RoundPlace> Places, DateTimeOffset OccurredAt);

/// <summary>Which place an item of a round took.</summary>
/// <param name="Item">Its number in the round.</param>
/// <param name="ThemeId">The theme that it stands for.</param>
/// <param name="NoteId">The note that it stands for.</param>
/// <param name="Place">From 1, ties share one; null where too few voted to say it.</param>
public sealed record RoundPlace(int Item, Guid? ThemeId, Guid? NoteId, int? Place);
