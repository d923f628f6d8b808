using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Validation;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Text;

namespace QLab.Surveys.Surveys;

/// <param name="Title">In the questionnaire's first language.</param>
/// <param name="Titles">In its other languages, by tag.</param>
/// <param name="Purpose">What the answers are for; null where nothing more is to be said than the project's question.</param>
/// <param name="Contact">Whom to ask, by e-mail or telephone; null for whoever runs the platform.</param>
[EveryMemberRequired]
[Example("""
    { "title": "Launch survey", "titles": { "cy": "Arolwg lansio" },
      "purpose": { "en": "To choose what the Lab works on.", "cy": "I ddewis beth y mae'r Lab yn gweithio arno." },
      "contact": "lab@example.org" }
    """)]
public sealed record WordSurveyRequest(
    [property: Required, Text(200)] string Title, [property: Worded(200)] LocalText? Titles, [property: Worded(1_000)] LocalText? Purpose,
    [property: Text(200)] string? Contact);

static class WordSurvey
{
    public static Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id,
#pragma warning disable ASP0029 // the attribute is marked as experimental; what it does is small and a test holds it
        [SkipValidation] WordSurveyRequest request,
#pragma warning restore ASP0029
        IfMatch ifMatch, SurveyRewording rewording, HttpContext http, CancellationToken ct) => rewording.ApplyAsync(
            id, request,
            (_, definition, faults) => SurveyWording.Check(request.Title, request.Titles, request.Purpose, definition, faults),
            survey => (survey.Title, survey.Titles, survey.Purpose, survey.Contact) =
                (request.Title, request.Titles, request.Purpose, request.Contact),
            ifMatch, http, ct);
}
