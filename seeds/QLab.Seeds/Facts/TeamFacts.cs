namespace QLab.Seeds.Facts;

sealed record TeamFacts(
    string Key, string Name, IReadOnlyList<string> Hosts, string Source, IReadOnlyList<LearningFacts> Learnings, GrantFacts? Grant = null);

/// <param name="Themes">Codes of the themes that it is evidence for.</param>
sealed record LearningFacts(string Text, IReadOnlyList<string> Themes, string Source);

sealed record GrantFacts(string Source, string Note);

/// <summary>What all teams of a project have in common.</summary>
sealed record TestingFacts(
    IReadOnlyList<string> Stages, string StagesNote, string Challenge, string ChallengeNote, string Confidence, string ConfidenceNote,
    IReadOnlyList<string> Funders, DateOnly AwardedOn, string DateNote, string Source);
