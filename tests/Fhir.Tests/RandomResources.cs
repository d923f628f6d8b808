using System.Text.Json.Nodes;

namespace QLab.Fhir.Tests;

/// <summary>Questionnaires as other systems write them, each made of choices: every item type, and what means nothing here.</summary>
sealed class RandomResources(Choices choices)
{
    readonly List<(string Link, string Type, JsonArray? Options)> earlier = [];
    readonly HashSet<string> links = [];
    int count;

    public JsonObject Next()
    {
        earlier.Clear();
        links.Clear();
        var resource = new JsonObject { ["resourceType"] = "Questionnaire", ["status"] = Pick("draft", "active", "retired", "unknown") };
        if (Chance()) resource["id"] = "some-id";
        if (Chance()) resource["language"] = Pick("en", "cy", "en-GB");
        if (Chance()) resource["meta"] = new JsonObject { ["versionId"] = "7", ["profile"] = new JsonArray("http://example.org/profile"), ["tag"] = new JsonArray(new JsonObject { ["code"] = "x" }) };
        if (Chance()) (resource["url"], resource["version"]) = ("http://example.org/q", "1.0");
        if (Chance()) Word(resource, "title");
        if (Chance()) resource["name"] = "Something_1";
        if (Chance()) resource["_name"] = Extended(new JsonObject());
        if (Chance()) resource["subjectType"] = new JsonArray("Patient", "Person");
        if (Chance()) resource["description"] = "Written by *somebody*.";
        if (Chance()) Extended(resource);
        resource["contained"] = new JsonArray(new JsonObject
        {
            ["resourceType"] = "ValueSet", ["id"] = "vs", ["status"] = "active",
            ["compose"] = new JsonObject { ["include"] = new JsonArray(new JsonObject { ["system"] = "http://example.org/codes", ["concept"] = new JsonArray(Concept("y", "Yes"), Concept("n 1", "No"), Concept("u", null)) }) },
        });
        resource["item"] = Items(3);
        return resource;
    }

    JsonArray Items(int depth) => [.. Enumerable.Range(0, choices.Next(1, 6)).Select(_ => Item(depth))];

    JsonObject Item(int depth)
    {
        var type = Pick(
            "group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url",
            "choice", "open-choice", "attachment", "reference", "quantity");
        if (type == "group" && depth == 0) type = "display";
        var item = new JsonObject { ["type"] = type, ["linkId"] = Link() };
        if (Chance()) Word(item, "text");
        if (Chance()) item["prefix"] = $"{count}.";
        if (Chance()) Extended(item);
        if (type != "display" && Rarely())
            item["code"] = new JsonArray(new JsonObject { ["system"] = "http://loinc.org", ["code"] = "44250-9" });
        if (Rarely()) item["definition"] = "http://example.org/definition#x";
        if (Rarely())
            item["modifierExtension"] = new JsonArray(new JsonObject { ["url"] = "http://example.org/changes", ["valueBoolean"] = true });
        if (earlier.Count > 0 && Chance()) Conditions(item);
        if (type != "display")
        {
            if (Chance()) item["required"] = Chance();
            if (Chance()) item["repeats"] = Chance();
            if (Rarely()) item["readOnly"] = Chance();
        }
        if (type is "string" or "text" or "url" or "integer" && Chance()) item["maxLength"] = choices.Next(1, 5000);
        var options = Answers(item, type);
        if (options is null && item["answerValueSet"] is null && type is not ("group" or "display") && Chance())
            item["initial"] = new JsonArray(Value(type, "value"));
        Constraints(item, type);
        if (type == "group") item["item"] = Items(depth - 1);
        else if (type != "display" && depth > 0 && Rarely()) item["item"] = Items(depth - 1);
        if (Rarely() && type is not "display") Help(item);
        if (type is not ("group" or "display")) earlier.Add((item["linkId"]!.GetValue<string>(), type, options));
        return item;
    }

    JsonArray? Answers(JsonObject item, string type)
    {
        if (type is "choice" or "open-choice" && Rarely())
        {
            item["answerValueSet"] = Pick("#vs", "http://example.org/ValueSet/far-away");
            return null;
        }
        if (!(type is "choice" or "open-choice" || (type is "integer" or "date" or "time" or "string" && Rarely())) || Rarely())
            return null;
        var options = new JsonArray([.. Enumerable.Range(0, choices.Next(1, 5)).Select(i => Option(type, i))]);
        item["answerOption"] = options;
        return options;
    }

    JsonObject Option(string type, int i)
    {
        var option = type switch
        {
            "integer" => new JsonObject { ["valueInteger"] = i - 1 },
            "date" => new() { ["valueDate"] = $"2018-0{i + 1}-01" },
            "time" => new() { ["valueTime"] = $"0{i}:30:00" },
            "string" => new() { ["valueString"] = $"Words {i}" },
            _ => choices.Next(4) switch
            {
                0 => new() { ["valueString"] = $"Text {i}" },
                1 => new() { ["valueReference"] = new JsonObject { ["reference"] = $"Patient/{i}", ["display"] = "Somebody" } },
                2 => new() { ["valueInteger"] = i },
                _ => new() { ["valueCoding"] = Coding(i) },
            },
        };
        if (Rarely()) option["initialSelected"] = Chance();
        if (Chance()) Add(option, "http://hl7.org/fhir/StructureDefinition/ordinalValue", "Decimal", JsonNode.Parse($"{i}.50")!);
        if (Rarely()) Add(option, "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive", "Boolean", Chance());
        return Rarely() ? Extended(option) : option;
    }

    JsonObject Coding(int i)
    {
        var coding = new JsonObject { ["code"] = Rarely() ? $"a code {i}" : $"LA{i}-8" };
        if (Chance()) coding["system"] = "http://loinc.org";
        if (Chance()) Word(coding, "display");
        if (Rarely()) coding["version"] = "2.68";
        if (Rarely()) Add(coding, "http://hl7.org/fhir/StructureDefinition/itemWeight", "Decimal", i);
        return coding;
    }

    void Conditions(JsonObject item)
    {
        var conditions = new JsonArray();
        for (var i = choices.Next(1, 4); i > 0; i--)
        {
            var (link, type, options) = choices.Of(earlier);
            var condition = new JsonObject { ["question"] = link, ["operator"] = "exists", ["answerBoolean"] = Chance() };
            if (options is not null && Chance())
            {
                condition.Remove("answerBoolean");
                condition["operator"] = Pick("=", "!=");
                var (name, value) = options[choices.Next(options.Count)]!.AsObject()
                    .Single(member => member.Key.StartsWith("value", StringComparison.Ordinal));
                condition[name.Replace("value", "answer", StringComparison.Ordinal)] = value!.DeepClone();
            }
            else if (options is null
                && type is "boolean" or "decimal" or "integer" or "date" or "time" or "string" or "quantity"
                && Chance())
            {
                condition.Remove("answerBoolean");
                condition["operator"] = Pick("=", "!=", ">", "<", ">=", "<=");
                foreach (var (name, value) in Value(type, "answer")) condition[name] = value!.DeepClone();
            }
            conditions.Add(Rarely() ? Extended(condition) : condition);
        }
        item["enableWhen"] = conditions;
        if (conditions.Count > 1 || Chance()) item["enableBehavior"] = Pick("all", "any");
    }

    void Constraints(JsonObject item, string type)
    {
        if (type is "integer" && Chance()) Add(item, "http://hl7.org/fhir/StructureDefinition/minValue", "Integer", choices.Next(-5, 5));
        if (type is "decimal" && Chance())
            Add(item, "http://hl7.org/fhir/StructureDefinition/maxValue", "Decimal", JsonNode.Parse(Pick("10.50", "7", "1e2"))!);
        if (type is "date" && Chance()) Add(item, "http://hl7.org/fhir/StructureDefinition/minValue", "Date", Pick("2018", "2018-09-03"));
        if (type is "string" && Rarely()) Add(item, "http://hl7.org/fhir/StructureDefinition/regex", "String", Pick("[a-z]+", "(?<=a)b"));
        if (type is "decimal" && Rarely()) Add(item, "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "Coding", new JsonObject
        {
            ["system"] = "http://unitsofmeasure.org", ["code"] = "kg",
        });
        if (Rarely()) Add(item, "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "Boolean", Chance());
        if (Rarely()) Add(item, "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces", "Integer", choices.Next(3));
        if (Rarely()) Add(item, "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs", "Integer", choices.Next(1, 3));
        if (Rarely()) Extended(item);
    }

    void Help(JsonObject item)
    {
        var help = new JsonObject { ["linkId"] = Link(), ["type"] = "display" };
        Word(help, "text");
        Add(help, "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl", "CodeableConcept", new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://hl7.org/fhir/questionnaire-item-control", ["code"] = "help" }) });
        if (Rarely()) help["prefix"] = "?";
        if (item["item"] is not JsonArray inside) item["item"] = new JsonArray(help);
        else inside.Insert(Chance() ? 0 : inside.Count, help);
    }

    JsonObject Value(string type, string stem) => type switch
    {
        "boolean" => new() { [$"{stem}Boolean"] = Chance() },
        "decimal" => new() { [$"{stem}Decimal"] = JsonNode.Parse(Pick("1.50", "0", "-2.0")) },
        "integer" => new() { [$"{stem}Integer"] = choices.Next(-9, 9) },
        "date" => new() { [$"{stem}Date"] = "2018-09-03" },
        "dateTime" => new() { [$"{stem}DateTime"] = Pick("2018", "2018-09-03T09:30:00+01:00") },
        "time" => new() { [$"{stem}Time"] = "09:30:00" },
        "url" => new() { [$"{stem}Uri"] = "https://example.org/" },
        "choice" or "open-choice" => new() { [$"{stem}Coding"] = new JsonObject { ["code"] = "x", ["display"] = "An X" } },
        "attachment" =>
            new() { [$"{stem}Attachment"] = new JsonObject { ["contentType"] = "text/plain", ["url"] = "http://example.org/a.txt" } },
        "reference" => new() { [$"{stem}Reference"] = new JsonObject { ["reference"] = "Patient/1" } },
        "quantity" => new()
        {
            [$"{stem}Quantity"] = JsonNode.Parse(Pick("""{"value":70.10,"unit":"kg"}""", """{"value":70.10}""", """{"unit":"kg"}""")),
        },
        _ => new() { [$"{stem}String"] = "some words" },
    };

    void Word(JsonObject node, string name)
    {
        node[name] = Pick("How are you?", "Żółw & “quotes”", "两个字", "<b>bold</b>") + count++;
        if (Rarely()) return;
        var extensions = new JsonArray();
        for (var i = choices.Next(0, 3); i > 0; i--)
            extensions.Add(new JsonObject
            {
                ["url"] = "http://hl7.org/fhir/StructureDefinition/translation",
                ["extension"] = new JsonArray(new JsonObject
                {
                    ["url"] = "lang", ["valueCode"] = Pick("cy", "pl", "en"),
                }, new JsonObject { ["url"] = "content", ["valueString"] = $"words {count++}" }),
            });
        if (Rarely())
            extensions.Insert(choices.Next(extensions.Count + 1), new JsonObject
            {
                ["url"] = "http://hl7.org/fhir/StructureDefinition/rendering-markdown", ["valueMarkdown"] = "**x**",
            });
        if (extensions.Count > 0) node["_" + name] = new JsonObject { ["extension"] = extensions };
    }

    JsonObject Extended(JsonObject node)
    {
        Add(node, Pick("http://example.org/a", "http://example.org/b", "http://hl7.org/fhir/StructureDefinition/entryFormat"), "String", $"anything {count++}");
        return node;
    }

    static void Add(JsonObject node, string url, string type, JsonNode value)
    {
        var extension = new JsonObject { ["url"] = url, [$"value{type}"] = value };
        if (node["extension"] is JsonArray extensions) extensions.Add(extension);
        else node["extension"] = new JsonArray(extension);
    }

    static JsonObject Concept(string code, string? display) =>
        display is null ? new() { ["code"] = code } : new() { ["code"] = code, ["display"] = display };

    string Link()
    {
        while (true)
        {
            var link =
                Pick($"{count}", $"q{count}", $"{count}.1", $"/a/{count}", $"Q {count}", $"q{count - 1}", new string('x', 70) + count);
            count++;
            if (links.Add(link)) return link;
        }
    }

    string Pick(params string[] from) => choices.Of(from);

    bool Chance() => choices.Chance();

    bool Rarely() => choices.Rarely();
}
