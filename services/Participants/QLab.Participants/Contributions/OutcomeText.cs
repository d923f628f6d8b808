namespace QLab.Participants.Contributions;

public enum ContributionOutcome
{
    /// <summary>It has arrived.</summary>
    Received,

    /// <summary>It is evidence of themes.</summary>
    Coded,

    /// <summary>An insight was agreed from it.</summary>
    Agreed,

    /// <summary>A publication rests on it.</summary>
    Used,

    /// <summary>It is kept in mind for later, for a reason that is told.</summary>
    Parked,

    /// <summary>It is not used, for a reason that is told.</summary>
    NotUsed,

    /// <summary>It is left out: there is no consent to research.</summary>
    LeftOut,

    /// <summary>Whoever gave it took it back, or it is no longer shown.</summary>
    TakenBack,
}

/// <summary>What became of something, in a word and in a sentence.</summary>
static class OutcomeText
{
    public static ContributionOutcome Of(Contribution given) => given switch
    {
        { TakenBack: true } => ContributionOutcome.TakenBack,
        { Counts: false } => ContributionOutcome.LeftOut,
        { UsedIn.Count: > 0 } => ContributionOutcome.Used,
        { Insights: > 0 } => ContributionOutcome.Agreed,
        { Themes: > 0 } => ContributionOutcome.Coded,
        { SetAside.Decision: "parked" } => ContributionOutcome.Parked,
        { SetAside: not null } => ContributionOutcome.NotUsed,
        _ => ContributionOutcome.Received,
    };

    public static string Sentence(Contribution given)
    {
        var used = given.UsedIn.Count == 0 ? null : $"used in {string.Join("; ", given.UsedIn.Select(Versions))}";
        return Of(given) switch
        {
            ContributionOutcome.TakenBack => used is null ? "Taken back." : $"Taken back. Before, it was {used}.",
            ContributionOutcome.LeftOut when given.Together =>
                $"{(used is null ? "Left out" : $"It was {used}, and is left out")} for now: it is used only together with what others gave, and only while all of them consent.",
            ContributionOutcome.LeftOut when used is null => "Left out: there is no consent to its use for research.",
            ContributionOutcome.LeftOut => $"It was {used}, and is left out since the consent to its use for research ended.",
            ContributionOutcome.Used when given is { Themes: 0, SetAside: { } since } =>
                $"It was {used}. Since then it is {Decided(since)}: {since.Reason}",
            ContributionOutcome.Used when given.Themes == 0 => $"It was {used}, and is coded to no theme any more.",
            ContributionOutcome.Used => $"Coded to {Many(given.Themes, "theme")} and {used}.",
            ContributionOutcome.Agreed =>
                $"Coded to {Many(given.Themes, "theme")}; {Many(given.Insights, "insight")} agreed from it. No publication rests on it yet.",
            ContributionOutcome.Coded => $"Coded to {Many(given.Themes, "theme")}. No insight has been agreed from it yet.",
            ContributionOutcome.Parked => $"Parked for later: {given.SetAside!.Reason}",
            ContributionOutcome.NotUsed => $"Not used: {given.SetAside!.Reason}",
            _ when given.OutcomeVersion > 0 => "It is coded to no theme now.",
            _ => "It has arrived.",
        };
    }

    static string Decided(SetAside aside) => aside.Decision == "parked" ? "parked" : "not used";

    static string Versions(PublicationOfMine publication)
    {
        var title = $"“{publication.Title}”{(publication.Retracted == true ? " (retracted since)" : "")}";
        return publication.Versions is [var only]
            ? $"version {only} of {title}"
            : $"versions {string.Join(", ", publication.Versions.SkipLast(1))} and {publication.Versions[^1]} of {title}";
    }

    static string Many(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
