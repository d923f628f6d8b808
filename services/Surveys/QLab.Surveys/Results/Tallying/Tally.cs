using System.Text.Json;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Disclosure;

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
/// The sums of a survey for a query. Responses go in and out in any order; what is left depends on nothing but which ones are in. The
/// whole survey counts everybody, and apart from them those who may not be counted where responses are told apart.
/// </summary>
sealed class Tally(TallyQuery query)
{
    /// <summary>More groups than this are not told apart.</summary>
    public const int MostGroups = 600;

    public TallyQuery Query { get; } = query;

    public Counts All { get; private init; } = new();

    public Dictionary<string, Counts> Groups { get; private init; } = [];

    /// <summary>Without a query: the responses among all that may not be used for research. With one they do not count.</summary>
    public Counts NotUsed { get; private init; } = new();

    /// <summary>And those that may not be used as long as one of their batch may not.</summary>
    public Counts Resting { get; private init; } = new();

    /// <summary>How many both are, by reason.</summary>
    public Dictionary<string, long> LeftOut { get; private init; } = [];

    /// <summary>Those that may be used.</summary>
    public Counts Used => Without(NotUsed).Merge(Resting, -1);

    /// <summary>
    /// Everybody, except where so few may not be used that the groups, which leave them out, would show what those few have answered. Of
    /// those that rest there are always enough, so that the total does not move when they come or go.
    /// </summary>
    public Counts Total
    {
        get
        {
            var less = Without(NotUsed);
            var total = new Counts { Responses = SmallNumbers.IsSmall(NotUsed.Responses) ? less.Responses : All.Responses };
            foreach (var question in All.Questions.Keys)
                total.Questions[question] = (SmallNumbers.IsSmall(NotUsed.Of(question).Answered) ? less : All).Of(question);
            return total;
        }
    }

    /// <returns>Whether the response belongs to the query.</returns>
    public bool Apply(Given given, int sign, IReadOnlyDictionary<string, Question> questions)
    {
        if (given.LeftOut is { } reason)
        {
            if (!Query.IsWhole) return false;
            LeftOut.Change(reason, sign);
            (reason == Consents.LeftOut.RestingReason ? Resting : NotUsed).Apply(given, sign, Query.Only, questions);
        }
        if (!Query.Matches(given, questions)) return false;
        All.Apply(given, sign, Query.Only, questions);
        if (Query.By is { } by)
            foreach (var name in Dimensions.Groups(by, given, questions))
            {
                if (!Groups.TryGetValue(name, out var group))
                {
                    if (Groups.Count >= MostGroups) continue;
                    Groups[name] = group = new();
                }
                group.Apply(given, sign, Query.Only, questions);
                if (group.Responses == 0) Groups.Remove(name);
            }
        return true;
    }

    Counts Without(Counts some) => new Counts().Merge(All, 1).Merge(some, -1);

    public string Write() =>
        JsonSerializer.Serialize(new Kept(All, Groups) { NotUsed = NotUsed, Resting = Resting, LeftOut = LeftOut }, StoredJson.Options);

    public static Tally Read(TallyQuery query, string json) =>
        JsonSerializer.Deserialize<Kept>(json, StoredJson.Options) is var kept
            ? new(query) { All = kept!.All, Groups = kept.Groups, NotUsed = kept.NotUsed, Resting = kept.Resting, LeftOut = kept.LeftOut }
            : new(query);

    sealed record Kept(Counts All, Dictionary<string, Counts> Groups)
    {
        public Counts NotUsed { get; init; } = new();
        public Counts Resting { get; init; } = new();
        public Dictionary<string, long> LeftOut { get; init; } = [];
    }
}
