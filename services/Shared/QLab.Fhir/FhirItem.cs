using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>One of our questions as the nearest item of FHIR, without what its resource carries besides.</summary>
static class FhirItem
{
    public static string TypeOf(Question question) => question.Type switch
    {
        QuestionType.Section or QuestionType.Matrix => "group",
        QuestionType.Display => "display",
        QuestionType.SingleChoice or QuestionType.MultipleChoice or QuestionType.Likert or QuestionType.Ranking =>
            question.Other ? "open-choice" : "choice",
        QuestionType.Rating or QuestionType.NetPromoter => "integer",
        QuestionType.Number => question.Whole ? "integer" : "decimal",
        QuestionType.Date => "date",
        QuestionType.Time => "time",
        QuestionType.DateTime => "dateTime",
        QuestionType.LongText => "text",
        QuestionType.Url => "url",
        QuestionType.YesNo => "boolean",
        QuestionType.Score => "decimal",
        QuestionType.Quantity => "quantity",
        QuestionType.Attachment => "attachment",
        QuestionType.Reference => "reference",
        _ => "string",
    };

    /// <summary>The type that its item had when it came, as long as the question is still of the kind that it was read as.</summary>
    public static string TypeInResource(Question question) =>
        FhirOverlay.Of(TypeOf(question), FhirOverlay.ToNode(question.Fhir), "type")?.ToString() ?? TypeOf(question);

    /// <param name="question">The question; what a section holds is not written.</param>
    /// <param name="links">The names of all.</param>
    /// <param name="unseen">Called with what other systems do not see.</param>
    public static JsonObject Write(Question question, FhirLinks links, Action<IReadOnlyList<string>>? unseen = null)
    {
        var item = Plain(question, links);
        var own = UnmappedMembers.Missing(question, item, links);
        if (own.Count == 0) return item;
        unseen?.Invoke([.. own.Select(member => member.Key)]);
        Extend(item, FhirNames.OwnQuestion, "String", own.ToJsonString());
        return item;
    }

    static JsonObject Plain(Question question, FhirLinks links)
    {
        var item = new JsonObject { ["linkId"] = links.Of(question), ["type"] = TypeOf(question) };
        FhirText.Write(item, "text", question.Text, links.Languages);
        if (question.ShownWhen is { } condition) FhirConditions.Write(item, condition, links.Find);
        if (question.Required && question.Type is not (QuestionType.Section or QuestionType.Display)) item["required"] = true;
        if (question.Repeats || question.Type is QuestionType.MultipleChoice or QuestionType.Ranking) item["repeats"] = true;
        if (question.Type == QuestionType.Score) item["readOnly"] = true;
        if (question.MaxLength is { } longest && TypeOf(question) is "string" or "text" or "url") item["maxLength"] = longest;
        WriteConstraints(item, question);
        WriteOptions(item, question, links);
        WriteInitial(item, question, links);
        WriteInside(item, question, links);
        return item;
    }

    static void WriteConstraints(JsonObject item, Question question)
    {
        if (question.Type == QuestionType.Hidden) Extend(item, FhirNames.Hidden, "Boolean", true);
        if (question.Unit is { } unit && question.Type is QuestionType.Number or QuestionType.Quantity)
            Extend(item, question.Type == QuestionType.Number ? FhirNames.Unit : FhirNames.UnitOption, "Coding", new JsonObject { ["display"] = unit });
        var (min, max) = question.Type switch
        {
            QuestionType.Rating => (question.Min ?? 1, question.Max ?? 5),
            QuestionType.NetPromoter => (0, 10),
            QuestionType.Number => (question.Min, question.Max),
            _ => ((decimal?)null, (decimal?)null),
        };
        Bound(FhirNames.MinValue, min, question.From);
        Bound(FhirNames.MaxValue, max, question.Until);
        if (question.MinLength is { } shortest) Extend(item, FhirNames.MinLength, "Integer", shortest);
        if (question.Pattern is { } pattern) Extend(item, FhirNames.Regex, "String", pattern);
        if (question.MinChoices is { } fewest) Extend(item, FhirNames.MinOccurs, "Integer", fewest);
        if (question.MaxChoices is { } most) Extend(item, FhirNames.MaxOccurs, "Integer", most);

        void Bound(string url, decimal? number, string? moment)
        {
            if (number is { } bound)
                Extend(item, url, TypeOf(question) == "integer" && bound == Math.Truncate(bound) && bound.Scale == 0 && Math.Abs(bound) <= int.MaxValue ? "Integer" : "Decimal", bound);
            else if (moment is not null && FhirValue.Write(new(question, null, TypeOf(question), []), moment.ToText()) is { Type: "Date" or "Time" or "DateTime" } written)
                Extend(item, url, written.Type, written.Value);
        }
    }

    static JsonElement ToText(this string text) => JsonSerializer.SerializeToElement(text);

    static void WriteOptions(JsonObject item, Question question, FhirLinks links)
    {
        if (question.Options.Count == 0 || question.Type == QuestionType.Matrix) return;
        var selected =
            Items(question.Initial).Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()).ToHashSet();
        item["answerOption"] = new JsonArray([.. question.Options.Select(option => FhirOptions.Write(option, selected.Contains(option.Value), links.Languages))]);
    }

    static void WriteInitial(JsonObject item, Question question, FhirLinks links)
    {
        if (question.Initial is null || question.Options.Count > 0 || TypeOf(question) is "group" or "display") return;
        var target = links.Targets[links.Of(question)];
        List<(string Type, JsonNode Value)?> values = [.. Items(question.Repeats ? question.Initial : JsonSerializer.SerializeToElement(new[] { question.Initial })).Select(one => FhirValue.Write(target, one))];
        if (values.Count > 0 && !values.Contains(null))
            item["initial"] = new JsonArray([.. values.Select(one => new JsonObject { [$"value{one!.Value.Type}"] = one.Value.Value })]);
    }

    /// <summary>An explanation is a display below the item; the rows of a matrix are questions in a group.</summary>
    static void WriteInside(JsonObject item, Question question, FhirLinks links)
    {
        var inside = new JsonArray();
        if (question.Help is { } help && question.Type != QuestionType.Display)
        {
            var display = new JsonObject { ["linkId"] = links.OfHelp(question), ["type"] = "display" };
            FhirText.Write(display, "text", help, links.Languages);
            Extend(display, FhirNames.ItemControl, "CodeableConcept", new JsonObject
            {
                ["coding"] = new JsonArray(new JsonObject
                {
                    ["system"] = FhirNames.ItemControls, ["code"] = "help",
                })
            });
            inside.Add(display);
        }
        foreach (var row in question.Type == QuestionType.Matrix ? question.Rows : [])
        {
            var line = new JsonObject { ["linkId"] = links.OfRow(question, row), ["type"] = "choice" };
            FhirText.Write(line, "text", row.Label, links.Languages);
            if (question.Required) line["required"] = true;
            line["answerOption"] = new JsonArray([.. question.Options.Select(option => FhirOptions.Write(option, false, links.Languages))]);
            inside.Add(line);
        }
        if (inside.Count > 0) item["item"] = inside;
    }

    static IEnumerable<JsonElement> Items(JsonElement? initial) =>
        initial is not { } value ? [] : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    static void Extend(JsonObject node, string url, string type, JsonNode value)
    {
        var extension = new JsonObject { ["url"] = url, [$"value{type}"] = value };
        if (node["extension"] is JsonArray extensions) extensions.Add(extension);
        else node["extension"] = new JsonArray(extension);
    }
}
