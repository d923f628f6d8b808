using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>
/// Reads the items of a Questionnaire: first each as a question, then the conditions between them, then what else they carry.
/// </summary>
sealed partial class FhirQuestionnaireReader(JsonObject resource, IReadOnlyList<string> languages, FhirIssues issues)
{
    /// <summary>Beside what is carried: the id of the question that this one stands under in the resource.</summary>
    public const string Under = "@under";

    /// <summary>Beside what is carried: what the display of an explanation carries.</summary>
    public const string Help = "@help";

    const int LongestId = 64;

    readonly FhirItemReader reader = new(languages, resource, issues);
    readonly Dictionary<string, string> ids = [];
    readonly Dictionary<string, FhirTarget> targets = [];

    /// <summary>Where in the resource each question stands, by id.</summary>
    public Dictionary<string, string> Pointers { get; } = [];

    public IReadOnlyList<Question> Read()
    {
        AssignIds();
        var found = Read(resource, "", null);
        foreach (var one in Flat(found)) AddTargets(one);
        foreach (var one in Flat(found)) ReadCondition(one);
        var links = new FhirLinks(Flat(found).Select(one => one.Question with { Fhir = Names(one) }), languages);
        return [.. found.Select(one => Finished(one, links))];
    }

    /// <summary>A linkId that can be one of our ids is one; the others become one that is still free.</summary>
    void AssignIds()
    {
        List<string> all = [.. Links(resource)];
        var taken = all.Where(link => Id().IsMatch(link)).ToHashSet();
        foreach (var link in all)
        {
            if (ids.ContainsKey(link)) continue;
            if (taken.Contains(link))
            {
                ids[link] = link;
                continue;
            }
            var id = Unfit().Replace(link, "-");
            id = char.IsAsciiLetter(id[0]) ? id : $"q{id}";
            id = id.Length > LongestId ? id[..LongestId] : id;
            var free = id;
            for (var i = 2; !taken.Add(free); i++) free = $"{id[..Math.Min(id.Length, LongestId - 6)]}-{i}";
            ids[link] = free;
        }
    }

    static IEnumerable<string> Links(JsonObject parent) =>
        parent.Objects("item").SelectMany(item => Links(item).Prepend(item.Text("linkId")!));

    List<Found> Read(JsonObject parent, string at, Found? question)
    {
        var found = new List<Found>();
        foreach (var (i, item) in parent.Objects("item").Index())
        {
            if (item == FhirItemReader.Help(parent)) continue;
            var pointer = $"{at}/item/{i}";
            var id = ids[item.Text("linkId")!];
            var (read, hasOwnCondition) = reader.Read(item, id, pointer);
            var one = new Found(item, pointer, question) { Question = read, HasOwnCondition = hasOwnCondition };
            Pointers[id] = pointer;
            found.Add(one);
            if (read.Type == QuestionType.Matrix) continue;
            var inside = Read(item, pointer, item.Text("type") == "group" ? null : one);
            if (item.Text("type") == "group") one.Inside.AddRange(inside);
            else found.AddRange(inside);
        }
        return found;
    }

    void AddTargets(Found one)
    {
        if (one.Question.Type == QuestionType.Matrix)
            foreach (var (item, row) in FhirItemReader.Rows(one.Item).Zip(one.Question.Rows))
                targets[item.Text("linkId")!] = FhirTarget.Of(one.Question, "choice", languages, row.Value);
        else if (one.Question.Type is not (QuestionType.Section or QuestionType.Display))
            targets[one.Item.Text("linkId")!] = FhirTarget.Of(one.Question, one.Item.Text("type")!, languages);
    }

    void ReadCondition(Found one)
    {
        if (one.HasOwnCondition) return;
        foreach (var (i, when) in one.Item.Objects("enableWhen").Index())
            if (!targets.ContainsKey(when.Text("question")!)) issues.Error(
                $"{one.At}/enableWhen/{i}/question", "value", "This item is no question, so nothing can depend on its answer.");
        one.Question = one.Question with
        {
            ShownWhen = FhirConditions.Read(one.Item, targets, i => issues.Error($"{one.At}/enableWhen/{i}/answer", "value", "The other question cannot be answered like this.")),
        };
    }

    Question Finished(Found one, FhirLinks links)
    {
        var carried = Names(one);
        var written = FhirItem.Write(one.Question with { Fhir = carried }, links);
        var theirs = one.Item.DeepClone().AsObject();
        var help = one.Question.Type == QuestionType.Matrix ? null : FhirItemReader.Help(theirs);
        var differences = new JsonObject();
        if (carried?.TryGetValue("linkId", out var link) == true) differences["linkId"] = FhirOverlay.Node(link);
        if (help is not null && FhirOverlay.Difference(written["item"]![0]!.AsObject(), help) is { Count: > 0 } ofHelp)
            differences[Help] = ofHelp;
        if (one.Question.Type != QuestionType.Matrix)
        {
            written.Remove("item");
            theirs.Remove("item");
        }
        foreach (var (name, value) in FhirOverlay.Difference(written, theirs)) differences[name] = value?.DeepClone();
        if (one.Under is { } parent) differences[Under] = parent.Question.Id;
        FhirNotes.Of(one.Question, one.Item, one.At, differences, issues);

        return one.Question with
        {
            Questions = [.. one.Inside.Select(inside => Finished(inside, links))],
            ShownWhen = one.Under is null || one.Question.Type == QuestionType.Display ? one.Question.ShownWhen : Together(one.Under.Question.Id, one.Question.ShownWhen),
            Fhir = FhirOverlay.FromNode(differences),
        };
    }

    /// <summary>What stands under a question in FHIR belongs to its answer.</summary>
    public static Condition Together(string parent, Condition? own) =>
        own is null ? FhirConditions.Answered(parent) : new() { All = [FhirConditions.Answered(parent), own] };

    /// <summary>The names alone, which other questions need.</summary>
    static IReadOnlyDictionary<string, JsonElement>? Names(Found one)
    {
        var ours = new JsonObject { ["linkId"] = one.Question.Id, ["type"] = FhirItem.TypeOf(one.Question) };
        var theirs = new JsonObject { ["linkId"] = one.Item.Text("linkId"), ["type"] = one.Item.Text("type") };
        return FhirOverlay.FromNode(FhirOverlay.Difference(ours, theirs));
    }

    static IEnumerable<Found> Flat(IEnumerable<Found> found) => found.SelectMany(one => Flat(one.Inside).Prepend(one));

    sealed class Found(JsonObject item, string at, Found? under)
    {
        public JsonObject Item => item;
        public string At => at;
        public Found? Under => under;
        public required Question Question { get; set; }
        public required bool HasOwnCondition { get; init; }
        public List<Found> Inside { get; } = [];
    }

    [GeneratedRegex(Question.IdPattern)]
    private static partial Regex Id();

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Unfit();
}

/// <summary>What is wrong with a definition that came as a resource, told by the places of the resource.</summary>
static class DefinitionFaults
{
    static readonly Dictionary<string, string> Elements = new()
    {
        ["id"] = "linkId", ["shownWhen"] = "enableWhen", ["options"] = "answerOption", ["help"] = "item", ["rows"] = "item",
        ["questions"] = "item",
        ["min"] = "extension", ["max"] = "extension", ["from"] = "extension", ["until"] = "extension", ["pattern"] = "extension",
        ["score"] = "extension",
        ["languages"] = "language", ["introduction"] = "extension",
    };

    public static void Tell(Definition definition, IReadOnlyDictionary<string, string> pointers, FhirIssues issues)
    {
        foreach (var (at, messages) in DefinitionRules.Faults(definition))
            foreach (var message in messages) issues.Error(InResource(definition, at, pointers), "business-rule", message);
    }

    /// <summary>/questions/1/options/0/label is in answerOption[0] of whichever item that question came from.</summary>
    static string InResource(Definition definition, string pointer, IReadOnlyDictionary<string, string> pointers)
    {
        var parts = new Queue<string>(pointer.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var (questions, at) = (definition.Questions, "");
        while (parts.Count >= 2 && parts.Peek() == "questions")
        {
            parts.Dequeue();
            if (!int.TryParse(parts.Dequeue(), out var i) || i >= questions.Count) return at;
            at = pointers.GetValueOrDefault(questions[i].Id, at);
            questions = questions[i].Questions;
        }
        if (!parts.TryDequeue(out var member)) return at;
        at += $"/{Elements.GetValueOrDefault(member, member)}";
        return member == "options" && parts.TryDequeue(out var option) ? $"{at}/{option}" : at;
    }
}
