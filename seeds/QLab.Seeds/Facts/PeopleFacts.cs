namespace QLab.Seeds.Facts;

/// <summary>How a project's people are made up: kinds and fields from the sources, shares of ours.</summary>
sealed record PeopleFacts(
    string Note, string Source, int QMemberPercent, int RemoteOnlyPercent, IReadOnlyList<PerspectiveShare> Perspectives,
    IReadOnlyList<FieldFacts> Fields, IReadOnlyDictionary<string, int> ConsentPercent);

sealed record PerspectiveShare(IReadOnlyList<string> Kinds, int Percent);

sealed record FieldFacts(string Name, string Source);
