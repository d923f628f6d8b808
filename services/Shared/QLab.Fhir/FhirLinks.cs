using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>
/// How the questions of a definition are called in its resource: an item's linkId is the question's id, unless the resource came with
/// another.
/// </summary>
sealed class FhirLinks
{
    readonly Dictionary<string, string> links = [], helps = [];
    readonly Dictionary<(string, string), string> rows = [];

    public FhirLinks(IEnumerable<Question> inPageOrder, IReadOnlyList<string> languages)
    {
        Languages = languages;
        List<Question> questions = [.. inPageOrder.DistinctBy(q => q.Id)];
        foreach (var question in questions)
            links[question.Id] = FhirOverlay.Of(question.Id, FhirOverlay.ToNode(question.Fhir), "linkId")?.ToString() ?? question.Id;

        var taken = links.Values.ToHashSet();
        foreach (var question in questions)
        {
            var link = links[question.Id];
            if (question.Help is not null) helps[question.Id] = Free($"{link}.help", taken);
            foreach (var row in question.Rows)
            {
                rows[(question.Id, row.Value)] = Free($"{link}.{row.Value}", taken);
                Targets[rows[(question.Id, row.Value)]] = FhirTarget.Of(question, "choice", languages, row.Value);
            }
            if (question.Type is not (QuestionType.Section or QuestionType.Display or QuestionType.Matrix))
                Targets[link] = FhirTarget.Of(question, FhirItem.TypeInResource(question), languages);
        }
    }

    public IReadOnlyList<string> Languages { get; }

    /// <summary>What can be answered, by linkId.</summary>
    public Dictionary<string, FhirTarget> Targets { get; } = [];

    public string Of(Question question) => links[question.Id];

    public string OfHelp(Question question) => helps[question.Id];

    public string OfRow(Question question, Option row) => rows[(question.Id, row.Value)];

    public (string Link, FhirTarget Target)? Find(Condition condition)
    {
        var link = condition.Question is not { } question ? null
            : condition.Row is { } row ? rows.GetValueOrDefault((question, row))
            : links.GetValueOrDefault(question);
        return link is not null && Targets.TryGetValue(link, out var target) ? (link, target) : null;
    }

    static string Free(string wished, HashSet<string> taken)
    {
        while (!taken.Add(wished)) wished += "_";
        return wished;
    }
}
