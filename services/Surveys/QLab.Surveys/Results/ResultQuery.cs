using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace QLab.Surveys.Results;

/// <summary>Which responses are counted, and what is shown of them.</summary>
/// <param name="Filter">Answers, each as question=value or question/row=value; several values of one question are alternatives.</param>
public sealed record ResultQuery(
    [property: MaxLength(10), Description("Answers as question=value, or question/row=value for a matrix; may be repeated. Several values of one question are alternatives, different questions must all hold.")] string[]? Filter,
    [property: StringLength(35), Description("Responses in one language.")] string? Language,
    [property: StringLength(60), Description("Responses of people with a perspective; not in anonymous surveys.")] string? Perspective,
    [property: Description("The first day of submission.")] DateOnly? From,
    [property: Description("The last day of submission.")] DateOnly? To,
    [property: Description("false shows small numbers; not for partners.")] bool? Suppress);
