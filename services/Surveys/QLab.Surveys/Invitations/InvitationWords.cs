using System.Globalization;
using QLab.Questionnaires;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <summary>
/// What an invitation tells of its survey. What comes in several languages is said in each, as <c>title@cy</c> beside <c>title</c>: only
/// the participants service knows who reads which.
/// </summary>
static class InvitationWords
{
    /// <param name="page">The address of the survey's page in a language.</param>
    public static Dictionary<string, string> Of(Survey survey, Questionnaire questionnaire, Func<string, string> page)
    {
        var (definition, titles) = (questionnaire.Definition, survey.TitlesIn(questionnaire.Definition));
        var words = new Dictionary<string, string>
        {
            ["title"] = survey.Title,
            ["surveyUrl"] = page(definition.Languages[0]),
            ["mode"] = survey.Mode.ToString().ToLowerInvariant(),
            ["minutes"] = Minutes.Of(questionnaire.Id, definition).ToString(CultureInfo.InvariantCulture),
        };
        if (survey.LastDay() is { } last) words["lastDay"] = SurveyWording.Iso(last);
        if (survey.Purpose is { } purpose) words["purpose"] = purpose.In(definition.Languages[0], definition.Languages);
        if (definition.Languages.Count == 1) return words;
        foreach (var language in definition.Languages)
        {
            words[$"surveyUrl@{language}"] = page(language);
            if (titles.Speaks(language, definition.Languages)) words[$"title@{language}"] = titles.In(language, definition.Languages);
            if (survey.Purpose?.Speaks(language, definition.Languages) == true)
                words[$"purpose@{language}"] = survey.Purpose.In(language, definition.Languages);
        }
        return words;
    }
}
