using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace QLab.Fhir;

/// <summary>
/// Which elements the resources have that are read here, of which types and how often (FHIR R4 §2.24 Data Types, §12.1 Questionnaire,
/// §12.2 QuestionnaireResponse). A type that is not listed is taken as it is.
/// </summary>
static partial class FhirSchema
{
    const string Element = "id:string extension:Extension*";
    const string Backbone = Element + " modifierExtension:Extension*";
    const string Resource = Backbone + " meta:Meta implicitRules:uri language:code text:Narrative contained:Resource*";
    const string Value = "boolean decimal integer date dateTime time string uri Attachment Coding Quantity Reference";

    static readonly FrozenDictionary<string, FrozenDictionary<string, Member>> Types = new Dictionary<string, string>
    {
        ["Questionnaire"] = Resource + " resourceType:code! url:uri identifier:Identifier* version:string name:string title:string derivedFrom:canonical* status:code! experimental:boolean "
            + "subjectType:code* date:dateTime publisher:string contact:ContactDetail* description:markdown useContext:UsageContext* jurisdiction:CodeableConcept* purpose:markdown "
            + "copyright:markdown approvalDate:date lastReviewDate:date effectivePeriod:Period code:Coding* item:Item*",
        ["Item"] = Backbone + " linkId:string! definition:uri code:Coding* prefix:string text:string type:code! enableWhen:EnableWhen* enableBehavior:code required:boolean "
            + "repeats:boolean readOnly:boolean maxLength:integer answerValueSet:canonical answerOption:AnswerOption* initial:Initial* item:Item*",
        ["EnableWhen"] = Backbone + " question:string! operator:code! answer:boolean|decimal|integer|date|dateTime|time|string|Coding|Quantity|Reference!",
        ["AnswerOption"] = Backbone + " value:integer|date|time|string|Coding|Reference! initialSelected:boolean",
        ["Initial"] = $"{Backbone} value:{Value.Replace(' ', '|')}!",
        ["QuestionnaireResponse"] = Resource + " resourceType:code! identifier:Identifier basedOn:Reference* partOf:Reference* questionnaire:canonical status:code! subject:Reference "
            + "encounter:Reference authored:dateTime author:Reference source:Reference item:ResponseItem*",
        ["ResponseItem"] = Backbone + " linkId:string! definition:uri text:string answer:Answer* item:ResponseItem*",
        ["Answer"] = $"{Backbone} value:{Value.Replace(' ', '|')} item:ResponseItem*",
        ["Coding"] = Element + " system:uri version:string code:code display:string userSelected:boolean",
        ["Quantity"] = Element + " value:decimal comparator:code unit:string system:uri code:code",
        ["Reference"] = Element + " reference:string type:uri identifier:Identifier display:string",
        ["Attachment"] = Element + " contentType:code language:code data:base64Binary url:url size:integer hash:base64Binary title:string creation:dateTime",
        ["Identifier"] = Element + " use:code type:CodeableConcept system:uri value:string period:Period assigner:Reference",
        ["CodeableConcept"] = Element + " coding:Coding* text:string",
        ["Period"] = Element + " start:dateTime end:dateTime",
        ["Meta"] = Element + " versionId:id lastUpdated:instant source:uri profile:canonical* security:Coding* tag:Coding*",
    }.ToFrozenDictionary(type => type.Key, type => Members(type.Value));

    static readonly FrozenDictionary<string, Regex> Primitives = new Dictionary<string, Regex>
    {
        ["string"] = Anything(), ["markdown"] = Anything(), ["uri"] = Unspaced(), ["url"] = Unspaced(), ["canonical"] = Unspaced(),
        ["base64Binary"] = Anything(),
        ["code"] = Code(), ["id"] = Id(), ["date"] = Date(), ["dateTime"] = DateTime(), ["instant"] = DateTime(), ["time"] = Time(),
    }.ToFrozenDictionary();

    public static void Check(JsonElement node, string type, string at, FhirIssues issues)
    {
        if (Primitives.TryGetValue(type, out var pattern))
        {
            if (node.ValueKind != JsonValueKind.String || !pattern.IsMatch(node.GetString()!))
                issues.Error(at, "value", $"This is no {type}.");
        }
        else if (type is "boolean")
        {
            if (node.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                issues.Error(at, "value", "This is no boolean: true or false.");
        }
        else if (type is "integer")
        {
            if (node.ValueKind != JsonValueKind.Number || !node.TryGetInt32(out _)) issues.Error(at, "value", "This is no integer.");
        }
        else if (type is "decimal")
        {
            if (node.ValueKind != JsonValueKind.Number || !node.TryGetDecimal(out _))
                issues.Error(at, "value", "This is no decimal that can be kept.");
        }
        else if (node.ValueKind != JsonValueKind.Object)
        {
            issues.Error(at, "structure", $"This is no {type}: an object is needed.");
        }
        else if (Types.TryGetValue(type, out var members))
        {
            CheckMembers(node, type, members, at, issues);
        }
    }

    static void CheckMembers(JsonElement node, string type, FrozenDictionary<string, Member> members, string at, FhirIssues issues)
    {
        var choices = new HashSet<string>();
        foreach (var member in node.EnumerateObject())
        {
            if (!members.TryGetValue(member.Name.TrimStart('_'), out var known))
                issues.Error($"{at}/{member.Name}", "structure", $"{type} has no element of this name.");
            else if (member.Name[0] == '_')
                continue;
            else if (known.Choice is not null && !choices.Add(known.Choice))
                issues.Error($"{at}/{member.Name}", "structure", $"Only one {known.Choice}[x] can stand here.");
            else if (!known.Many)
                Check(member.Value, known.Type, $"{at}/{member.Name}", issues);
            else if (member.Value.ValueKind != JsonValueKind.Array)
                issues.Error($"{at}/{member.Name}", "structure", "This is a list: an array is needed.");
            else
                foreach (var (i, item) in member.Value.EnumerateArray().Index())
                    if (item.ValueKind != JsonValueKind.Null) Check(item, known.Type, $"{at}/{member.Name}/{i}", issues);
        }
        foreach (var missing in members.Where(m => m.Value.Needed && m.Value.Choice is null && !node.TryGetProperty(m.Key, out _)))
            issues.Error($"{at}/{missing.Key}", "required", $"{type} needs {missing.Key}.");
        foreach (var missing in members.Values.Where(m => m.Needed && m.Choice is not null)
            .Select(m => m.Choice!)
            .Distinct()
            .Where(choice => !choices.Contains(choice)))
            issues.Error($"{at}/{missing}", "required", $"{type} needs {missing}[x].");
    }

    static FrozenDictionary<string, Member> Members(string text)
    {
        var members = new Dictionary<string, Member>();
        foreach (var part in text.Split(' '))
        {
            var (name, type) = part.Split(':') is [var left, var right] ? (left, right) : throw new InvalidOperationException(part);
            var (needed, many) = (type.EndsWith('!'), type.EndsWith('*'));
            var types = type.TrimEnd('!', '*').Split('|');
            var isChoice = types.Length > 1;
            foreach (var one in types)
                members[isChoice ? name + char.ToUpperInvariant(one[0]) + one[1..] : name] = new(one, many, needed, isChoice ? name : null);
        }
        return members.ToFrozenDictionary();
    }

    sealed record Member(string Type, bool Many, bool Needed, string? Choice);

    [GeneratedRegex(@"\S", RegexOptions.Singleline)]
    private static partial Regex Anything();

    [GeneratedRegex(@"^\S+$")]
    private static partial Regex Unspaced();

    [GeneratedRegex(@"^[^\s]+( [^\s]+)*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Za-z0-9\-.]{1,64}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]
    private static partial Regex Date();

    [GeneratedRegex(@"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?)?)?$")]
    private static partial Regex DateTime();

    [GeneratedRegex(@"^([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?$")]
    private static partial Regex Time();
}
