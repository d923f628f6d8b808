using System.Text.Json;
using QLab.Questionnaires;

namespace QLab.Surveys.Results.Tallying;

/// <summary>What a number of responses say, together.</summary>
sealed class Counts
{
    public long Responses { get; set; }

    public Dictionary<string, QuestionCounts> Questions { get; init; } = [];

    public QuestionCounts Of(string question) => Questions.GetValueOrDefault(question) ?? new();

    public void Apply(Given given, int sign, string? only, IReadOnlyDictionary<string, Question> questions)
    {
        Responses += sign;
        foreach (var answer in given.Answers.EnumerateObject())
        {
            if (answer.Value.ValueKind == JsonValueKind.Null
                || !questions.TryGetValue(answer.Name, out var question)
                || only is not null && only != question.Id) continue;
            if (!Questions.TryGetValue(question.Id, out var counts)) Questions[question.Id] = counts = new();
            counts.Apply(question, answer.Value, sign);
            if (counts.IsEmpty) Questions.Remove(question.Id);
        }
    }

    public Counts Merge(Counts other, int sign)
    {
        Responses += sign * other.Responses;
        foreach (var (question, counts) in other.Questions)
        {
            if (!Questions.TryGetValue(question, out var own)) Questions[question] = own = new();
            own.Merge(counts, sign);
            if (own.IsEmpty) Questions.Remove(question);
        }
        return this;
    }
}

/// <summary>
/// The sums of a survey under a lens. Responses go in and out in any order; what is left depends on nothing but which ones are in.
/// </summary>
sealed class Tally(TallyQuery lens)
{
    /// <summary>More groups than this are not told apart.</summary>
    public const int MostGroups = 600;

    public TallyQuery Lens { get; } = lens;

    public Counts All { get; private init; } = new();

    public Dictionary<string, Counts> Groups { get; private init; } = [];

    /// <returns>Whether the response belongs under the lens.</returns>
    public bool Apply(Given given, int sign, IReadOnlyDictionary<string, Question> questions)
    {
        if (!Lens.Matches(given, questions)) return false;
        All.Apply(given, sign, Lens.Only, questions);
        if (Lens.By is { } by)
            foreach (var name in Aspects.Groups(by, given, questions))
            {
                if (!Groups.TryGetValue(name, out var group))
                {
                    if (Groups.Count >= MostGroups) continue;
                    Groups[name] = group = new();
                }
                group.Apply(given, sign, Lens.Only, questions);
                if (group.Responses == 0) Groups.Remove(name);
            }
        return true;
    }

    public string Write() => JsonSerializer.Serialize(new Kept(All, Groups), StoredJson.Options);

    public static Tally Read(TallyQuery lens, string json) =>
        JsonSerializer.Deserialize<Kept>(json, StoredJson.Options) is var kept
            ? new(lens) { All = kept!.All, Groups = kept.Groups }
            : new(lens);

    sealed record Kept(Counts All, Dictionary<string, Counts> Groups);
}
