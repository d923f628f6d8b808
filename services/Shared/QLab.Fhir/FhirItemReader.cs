using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>Reads one item as one of our questions, without its conditions and without what it holds.</summary>
/// <param name="languages">The questionnaire's.</param>
/// <param name="resource">Where contained value sets are.</param>
/// <param name="issues">Told what works differently here; null when an item of our own is read back.</param>
sealed class FhirItemReader(IReadOnlyList<string> languages, JsonObject? resource, FhirIssues? issues)
{
    const int MostOptions = 500, LongestUnit = 40, LongestPattern = 500;

    static readonly string[] Texts = ["string", "text", "url"];

    /// <returns>The question, and whether it says itself when it is shown, so that the item's conditions do not count.</returns>
    public (Question Question, bool HasOwnCondition) Read(JsonObject item, string id, string at, JsonObject? own = null)
    {
        own ??= Own(item, at);
        var isMatrix = own.Text("type") == "matrix";
        var type = item.Text("type")!;
        var options = isMatrix ? Options(Rows(item).FirstOrDefault() ?? [], at) : Options(item, at);
        var repeats = item.Says("repeats") && type != "group";
        var isText = Texts.Contains(type) && options.Count == 0;

        var question = new Question(id, isMatrix ? QuestionType.Matrix : Kind(item, type, options.Count > 0), FhirText.Read(item, "text", languages[0]) ?? item.Text("prefix") ?? item.Text("linkId")!)
        {
            Help = Help(item) is { } help ? FhirText.Read(help, "text", languages[0]) : null,
            Required = item.Says("required") && (type != "group" || isMatrix),
            Repeats = repeats && options.Count == 0,
            Other = type == "open-choice" && options.Count > 0,
            Options = options,
            Rows = isMatrix ? [.. Rows(item).Select(row => Row(row, item.Text("linkId")!))] : [],
            Whole = options.Count == 0 && (type == "integer" || (type == "decimal" && item.Extension(FhirNames.MaxDecimalPlaces).Number("valueInteger") == 0)),
            Unit = Unit(item, type),
            MaxLength = isText && item.Number("maxLength") is >= 1 and <= 100_000 and var longest ? (int)longest : null,
            MinLength = isText && item.Extension(FhirNames.MinLength).Number("valueInteger") is >= 0 and <= 100_000 and var shortest ? (int)shortest : null,
            MinChoices = repeats && item.Extension(FhirNames.MinOccurs).Number("valueInteger") is >= 0 and <= 500 and var fewest ? (int)fewest : null,
            MaxChoices = repeats && item.Extension(FhirNames.MaxOccurs).Number("valueInteger") is >= 1 and <= 500 and var most ? (int)most : null,
            Pattern = isText ? Pattern(item, at) : null,
        };
        question = WithBounds(question, item, type);
        question = question with { Initial = Initial(question, item, type) };
        if (own is null) return (question, false);
        try
        {
            return (UnmappedMembers.Apply(question, own), own.ContainsKey("shownWhen"));
        }
        catch (JsonException)
        {
            issues?.Error($"{at}/extension", "value", $"The extension {FhirNames.OwnQuestion} does not hold what this platform writes there: leave it out.");
            return (question, false);
        }
    }

    /// <summary>An explanation: the first thing below an item, when it is a display that says so.</summary>
    public static JsonObject? Help(JsonObject item) =>
        item.Objects("item").FirstOrDefault() is { } first && first.Text("type") == "display" && first.ContainsKey("text") && !first.ContainsKey("enableWhen")
        && first.Extension(FhirNames.ItemControl)?["valueCodeableConcept"].Objects("coding").Any(coding => coding.Text("code") == "help") == true ? first : null;

    /// <summary>The lines of a matrix.</summary>
    public static IEnumerable<JsonObject> Rows(JsonObject item) => item.Objects("item").Where(row => row != Help(item));

    JsonObject? Own(JsonObject item, string at)
    {
        try
        {
            return UnmappedMembers.Read(item, FhirNames.OwnQuestion);
        }
        catch (JsonException)
        {
            issues?.Error($"{at}/extension", "value", $"The extension {FhirNames.OwnQuestion} holds no JSON object: leave it out.");
            return null;
        }
    }

    static QuestionType Kind(JsonObject item, string type, bool hasOptions) => type switch
    {
        "group" => QuestionType.Section,
        "display" => QuestionType.Display,
        _ when hasOptions => item.Says("repeats") ? QuestionType.MultipleChoice : QuestionType.SingleChoice,
        "boolean" => QuestionType.YesNo,
        "decimal" or "integer" => QuestionType.Number,
        "date" => QuestionType.Date,
        "dateTime" => QuestionType.DateTime,
        "time" => QuestionType.Time,
        "text" => QuestionType.LongText,
        "url" => QuestionType.Url,
        "attachment" => QuestionType.Attachment,
        "reference" => QuestionType.Reference,
        "quantity" => QuestionType.Quantity,
        "string" when item.Extension(FhirNames.Hidden).Says("valueBoolean") => QuestionType.Hidden,
        _ => QuestionType.ShortText,
    };

    List<Option> Options(JsonObject item, string at)
    {
        var theirs = item.ContainsKey("answerOption") ? [.. item.Objects("answerOption")]
            : resource is not null && item.Text("answerValueSet") is { } set ? FhirValueSets.Expand(resource, set) ?? [] : [];
        if (theirs.Count > MostOptions && !item.ContainsKey("answerOption"))
        {
            issues?.Warn($"{at}/answerValueSet", $"This value set has more than {MostOptions} codes: people answer in their own words here.");
            theirs = [];
        }
        var taken = new HashSet<string>();
        return [.. theirs.Select(option => FhirOptions.Read(option, taken, languages))];
    }

    Option Row(JsonObject row, string link)
    {
        var name = row.Text("linkId")!;
        var value = name.StartsWith($"{link}.", StringComparison.Ordinal) ? name[(link.Length + 1)..] : name;
        return new(FhirOptions.Free(value.TrimEnd('_'), []), FhirText.Read(row, "text", languages[0]) ?? name);
    }

    static string? Unit(JsonObject item, string type)
    {
        var coding = item.Extension(type switch
        {
            "decimal" or "integer" =>
            FhirNames.Unit,
            "quantity" => FhirNames.UnitOption,
            _ => ""
        })?["valueCoding"] as JsonObject;
        return (coding.Text("display") ?? coding.Text("code")) is { Length: <= LongestUnit } unit ? unit : null;
    }

    string? Pattern(JsonObject item, string at)
    {
        if (item.Extension(FhirNames.Regex).Text("valueString") is not { } pattern) return null;
        var why = pattern.Length > LongestPattern ? "it is too long" : Unusable(pattern);
        if (why is null) return pattern;
        issues?.Warn($"{at}/extension", $"The regular expression is kept and not checked here: {why}.");
        return null;
    }

    static string? Unusable(string pattern)
    {
        try
        {
            _ = new Regex($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return "it cannot be matched in linear time, or is none";
        }
    }

    static Question WithBounds(Question question, JsonObject item, string type)
    {
        var (min, max) = (item.Extension(FhirNames.MinValue), item.Extension(FhirNames.MaxValue));
        if (question.Type == QuestionType.Number) return question with { Min = Number(min), Max = Number(max) };
        if (question.Type is not (QuestionType.Date or QuestionType.Time or QuestionType.DateTime)) return question;
        var target = new FhirTarget(question, null, type, []);
        return question with { From = Moment(min), Until = Moment(max) };

        static decimal? Number(JsonObject? bound) => bound.Number("valueInteger") ?? bound.Number("valueDecimal");

        string? Moment(JsonObject? bound) =>
            bound?.Choice("value") is { } value && FhirValue.Read(target, value.Type, value.Value)?.ToString() is { Length: <= 40 } moment
                ? moment
                : null;
    }

    JsonElement? Initial(Question question, JsonObject item, string type)
    {
        List<JsonNode?> values;
        if (question.Options.Count > 0)
            values = [.. item.Objects("answerOption")
                .Zip(question.Options)
                .Where(pair => pair.First.Says("initialSelected"))
                .Select(pair => (JsonNode)pair.Second.Value)];
        else
            values = [.. item.Objects("initial").Select(initial => Begun(initial, FhirTarget.Of(question, type, languages)))];
        if (values.Count == 0 || values.Contains(null)) return null;
        return question.Repeats || question.Type == QuestionType.MultipleChoice
            ? new JsonArray([.. values]).ToElement()
            : values[0].ToElement();
    }

    /// <summary>What an answer begins with. A quantity may begin with its unit alone, which is no answer yet.</summary>
    static JsonNode? Begun(JsonObject initial, FhirTarget target) =>
        initial.Choice("value") is { } value && FhirValue.Read(target, value.Type, value.Value) is { } read
        && (target.Type != "quantity" || read is JsonObject quantity && quantity.ContainsKey("value")) ? read : null;
}
