using System.Text.Json.Nodes;
using QLab.Questionnaires;

namespace QLab.Fhir;

/// <summary>One item of a questionnaire's resource, beside the question that it is.</summary>
/// <param name="Link">Its linkId.</param>
/// <param name="Question">The question, or the matrix whose row it is; null for texts to read.</param>
/// <param name="Target">How it is answered; null for groups and texts.</param>
/// <param name="Inside">What stands under it.</param>
sealed record FhirLine(string Link, Question? Question, FhirTarget? Target, IReadOnlyList<FhirLine> Inside);

/// <summary>A questionnaire made ready to write and read responses by.</summary>
public sealed class QuestionnaireInfo
{
    readonly Dictionary<string, Question> questions;
    readonly FhirLinks links;

    public QuestionnaireInfo(Guid id, Definition definition)
    {
        (Id, Definition) = (id, definition);
        links = new(definition.InPageOrder(), definition.Languages);
        questions = definition.InPageOrder().DistinctBy(links.Of).ToDictionary(links.Of);
        var resource = FhirQuestionnaire.Write(definition);
        Url = resource.Text("url") ?? FhirQuestionnaire.Canonical(id);
        Canonical = resource.Text("url") is not null && resource.Text("version") is { } version ? $"{Url}|{version}" : Url;
        Lines = [.. resource.Objects("item").Select(Line)];
    }

    public Guid Id { get; }

    public Definition Definition { get; }

    /// <summary>What responses name the questionnaire by.</summary>
    public string Canonical { get; }

    internal IReadOnlyList<FhirLine> Lines { get; }

    string Url { get; }

    /// <summary>Whether a response that names this canonical address answers this version.</summary>
    public bool IsCalled(string canonical)
    {
        var (url, version) = canonical.Split('|', 2) is [var left, var right] ? (left, right) : (canonical, null);
        return url == Url ? version is null || !Canonical.Contains('|') || Canonical == canonical
            : url == FhirQuestionnaire.Canonical(Id) || url.EndsWith($"Questionnaire/{Id}", StringComparison.Ordinal);
    }

    FhirLine Line(JsonObject item)
    {
        var link = item.Text("linkId") ?? "";
        if (questions.GetValueOrDefault(link) is not { } question) return new(link, null, null, []);
        if (question.Type == QuestionType.Matrix)
            return new(link, question, null, [.. FhirItemReader.Rows(item).Zip(question.Rows, (row, option) =>
                new FhirLine(row.Text("linkId") ?? "", question, links.Targets[links.OfRow(question, option)], []))]);
        return new(link, question, links.Targets.GetValueOrDefault(link), [.. item.Objects("item").Select(Line)]);
    }
}
