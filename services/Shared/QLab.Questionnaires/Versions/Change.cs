using System.Text.Json;

namespace QLab.Questionnaires.Versions;

public enum ChangeKind
{
    TitleReworded,
    IntroductionReworded,
    LanguageAdded,
    LanguageRemoved,
    QuestionAdded,
    QuestionRemoved,
    QuestionMoved,
    QuestionReworded,
    TypeChanged,
    OptionAdded,
    OptionRemoved,
    OptionReworded,
    OptionChanged,
    RowAdded,
    RowRemoved,
    RowReworded,
    Tightened,
    Loosened,
    ConditionChanged,
    ScoreChanged,

    /// <summary>Something that concerns no answer, such as what the page begins with.</summary>
    OtherChanged,
}

/// <summary>One thing that one version says differently from an earlier one.</summary>
/// <param name="Kind">What kind of change.</param>
/// <param name="Question">In which question; absent where the whole questionnaire is meant.</param>
/// <param name="Part">The option, row, language or field.</param>
/// <param name="Says">In a sentence.</param>
public sealed record Change(ChangeKind Kind, string? Question, string? Part, string Says)
{
    /// <summary>Everything that a later version says differently.</summary>
    public static IReadOnlyList<Change> Between(Definition before, Definition after) => Comparison.Between(before, after);

    /// <summary>What was said before, as JSON.</summary>
    public JsonElement? Before { get; init; }

    /// <summary>What is said now, as JSON.</summary>
    public JsonElement? After { get; init; }
}

/// <summary>Which of the answers given to the earlier version the later one would take.</summary>
public enum Survive
{
    All,
    Some,
    None,
}

/// <param name="Question">A question of the earlier version.</param>
/// <param name="Survive">Which of its answers.</param>
/// <param name="Why">Each reason, in a sentence; empty when nothing stands against any answer.</param>
public sealed record Survival(string Question, Survive Survive, IReadOnlyList<string> Why)
{
    /// <summary>Each question of the earlier version that holds something.</summary>
    public static IReadOnlyList<Survival> Between(Definition before, Definition after) => Survivals.Between(before, after);
}
