using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace QLab.Questionnaires;

/// <summary>What a questionnaire says, whether draft or published.</summary>
public sealed record Definition(
    [property: Worded(200)] LocalText Title, [property: Required, MinLength(1), MaxLength(300)] IReadOnlyList<Question> Questions)
{
    /// <summary>Language tags (BCP 47); the first is the one that texts fall back to.</summary>
    [MinLength(1), MaxLength(30)]
    public IReadOnlyList<string> Languages { get; init; } = ["en"];

    /// <summary>What people read before they begin.</summary>
    [Worded(10_000)]
    public LocalText? Introduction { get; init; }

    /// <summary>Elements of the FHIR resource that mean nothing here and go out again as they came.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Fhir { get; init; }

    /// <summary>Every question in page order, a section before what it holds.</summary>
    public IEnumerable<Question> InPageOrder() => InPageOrder(Questions);

    static IEnumerable<Question> InPageOrder(IReadOnlyList<Question> questions) =>
        questions.SelectMany(question => InPageOrder(question.Questions).Prepend(question));

    /// <summary>The title in the first language.</summary>
    public string PlainTitle => Title.In(Languages.FirstOrDefault() ?? "", Languages);
}
