using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QLab.Questionnaires.Answering;

/// <summary>What becomes of an answer to a question that is not shown.</summary>
public enum HiddenAnswers
{
    /// <summary>The response is refused and the answer named.</summary>
    Refuse,

    /// <summary>The answer is left out.</summary>
    Drop,
}

/// <summary>What a check of answers says.</summary>
/// <param name="Faults">Every fault by JSON Pointer; empty when the response can be kept.</param>
/// <param name="Kept">The answers to the questions that are shown, and the scores worked out from them.</param>
/// <param name="Shown">The ids of the questions that these answers bring up, in page order.</param>
public sealed record Checked(
    IReadOnlyDictionary<string, string[]> Faults, IReadOnlyDictionary<string, JsonElement> Kept, IReadOnlySet<string> Shown);

/// <summary>A questionnaire made ready to check answers against: the same rules that the page follows.</summary>
public sealed class Form
{
    readonly (Question Question, string? Section)[] steps;
    readonly FrozenDictionary<string, Question> questions;

    public Form(Definition definition)
    {
        Definition = definition;
        steps = [.. Steps(definition.Questions, null)];
        questions = steps.Select(step => step.Question).DistinctBy(question => question.Id).ToFrozenDictionary(question => question.Id);
    }

    public Definition Definition { get; }

    public bool Asks(string questionId) => questions.ContainsKey(questionId);

    /// <summary>Why an answer that may be half typed cannot be kept; null when it can.</summary>
    /// <param name="questionId">The question.</param>
    /// <param name="answer">What there is of its answer.</param>
    public string? UnfinishedFault(string questionId, JsonElement answer) =>
        questions.TryGetValue(questionId, out var question) ? AnswerRules.TooLong(question, answer) : "There is no question with this id.";

    /// <remarks>Conditions and scores look back only, so one walk in page order settles everything.</remarks>
    /// <param name="answers">By question id.</param>
    /// <param name="hidden">What becomes of answers to questions that are not shown.</param>
    /// <param name="unfinished">Whether answers may still be missing.</param>
    public Checked Check(
        IReadOnlyDictionary<string, JsonElement> answers, HiddenAnswers hidden = HiddenAnswers.Refuse, bool unfinished = false)
    {
        var faults = new Dictionary<string, string[]>();
        var kept = new Dictionary<string, JsonElement>(answers.Count);
        var shown = new HashSet<string>(steps.Length);
        var time = new MatchingTime();

        foreach (var id in answers.Keys)
            if (!questions.ContainsKey(id)) faults[Pointer(id)] = ["There is no question with this id."];

        foreach (var (question, section) in steps)
        {
            var given = answers.TryGetValue(question.Id, out var answer);
            if (given && Readable.Fault(answer) is { } unreadable)
            {
                faults[Pointer(question.Id)] = [unreadable];
                given = false;
            }
            given = given && !IsEmpty(answer);
            if ((section is null || shown.Contains(section)) && Conditions.Hold(question.ShownWhen, kept))
            {
                shown.Add(question.Id);
                if (question.Type == QuestionType.Score) Keep(Scoring.Of(question, questions, kept));
                if (faults.ContainsKey(Pointer(question.Id)) || (given && IsWhatWasWorkedOut())) continue;
                if (Fault(question, given, answer, unfinished, time) is { } fault) faults[Pointer(question.Id)] = [fault];
                else if (given) kept[question.Id] = answer;
            }
            else if (given && hidden == HiddenAnswers.Refuse)
            {
                faults[Pointer(question.Id)] = ["The other answers do not bring this question up: leave its answer out."];
            }

            void Keep(decimal? score)
            {
                if (score is { } value) kept[question.Id] = JsonSerializer.SerializeToElement(value);
            }

            // Answers that were kept come back whole when a response is amended, scores included.
            bool IsWhatWasWorkedOut() => question.Type == QuestionType.Score
                && kept.TryGetValue(question.Id, out var score)
                && JsonElement.DeepEquals(score, answer);
        }
        return new(faults, kept, shown);
    }

    static string? Fault(Question question, bool given, JsonElement answer, bool unfinished, MatchingTime time) =>
        given ? AnswerRules.Fault(question, answer, time) : question.Required && !unfinished ? "This question needs an answer." : null;

    static bool IsEmpty(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(answer.GetString()),
        JsonValueKind.Array => answer.GetArrayLength() == 0,
        JsonValueKind.Object => !answer.EnumerateObject().Any(),
        _ => false,
    };

    static string Pointer(string id) => $"/answers/{id.Replace("~", "~0").Replace("/", "~1")}";

    static IEnumerable<(Question, string?)> Steps(IReadOnlyList<Question> questions, string? section) =>
        questions.SelectMany(question => Steps(question.Questions, question.Id).Prepend((question, section)));
}

/// <summary>
/// How long all answers of one request may be held against the patterns of their questions, however many there are: what comes after is
/// taken not to fit.
/// </summary>
sealed class MatchingTime(TimeSpan longest)
{
    readonly Stopwatch spent = new();

    public MatchingTime() : this(TimeSpan.FromSeconds(1)) { }

    public bool Fits(string text, Regex pattern)
    {
        if (spent.Elapsed > longest) return false;
        spent.Start();
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
        finally
        {
            spent.Stop();
        }
    }
}
