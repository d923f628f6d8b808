using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Questionnaires.Reading;

namespace QLab.Surveys.Surveys;

/// <summary>
/// The page behind the link of an invitation, for people: what the survey is for, what it promises, what it asks, and how to answer.
/// </summary>
static class SurveyPage
{
    /// <summary>Where it is; <c>{language}</c> is the reader's.</summary>
    public const string Address = "/api/surveys/v1/surveys/{id}/page?language={language}";

    public static async Task<Results<ContentHttpResult, ProblemHttpResult>> Handle(
        Guid id, [StringLength(35)] string? language, SurveysDb db, TimeProvider time, HttpContext http, CancellationToken ct)
    {
        var found = await (
            from survey in db.Surveys.AsNoTracking()
            join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
            join project in db.Projects on survey.ProjectId equals project.Id
            where survey.Id == id
            select new { survey, questionnaire, project.Title, project.Simulated }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound("survey").ToProblem();

        var languages = found.questionnaire.Definition.Languages;
        var spoken = WishedLanguage.Choose(http, language, languages) ?? languages[0];
        var words = PageWords.In(spoken);
        var title = found.survey.TitlesIn(found.questionnaire.Definition).In(spoken, languages);
        return PlainPage.Of(http, words.Language, title, new Body(words, spoken)
            .About(found.survey, found.questionnaire, found.Title, found.Simulated)
            .Asks(found.questionnaire.Definition, found.survey)
            .Answering(found.survey, time.GetUtcNow()).ToString());
    }

    /// <summary>The parts of the page, one below the other.</summary>
    /// <param name="words">What the page says of itself.</param>
    /// <param name="language">The questionnaire's, which may be another than the page's.</param>
    sealed class Body(PageWords words, string language)
    {
        readonly StringBuilder html = new();

        public Body About(Survey survey, Questionnaire questionnaire, string? lab, bool simulated)
        {
            if (lab is not null) Say($"{words.Lab}: {lab}");
            if (simulated) Say(words.Simulated);
            if (survey.Purpose is { } purpose) Say($"{words.Purpose}: {purpose.In(language, questionnaire.Definition.Languages)}");
            Say(words.Promise(survey));
            Say($"{words.Minutes}: {Minutes.Of(questionnaire.Id, questionnaire.Definition)} min");
            if (survey.LastDay() is { } last) Say($"{words.LastDay}: {SpokenLanguages.Written(last, words.Language)}");
            if (survey.Contact is { } contact) Say($"{words.Contact}: {contact}");
            return this;
        }

        public Body Asks(Definition definition, Survey survey)
        {
            Head(words.Asks);
            if (definition.Introduction is { } introduction) Say(introduction.In(language, definition.Languages), inTheirs: true);
            html.Append($"<ul lang=\"{Encoded(language)}\">");
            foreach (var question in definition.InPageOrder())
                if (question.Type is not (QuestionType.Hidden or QuestionType.Score)) Ask(question, definition);
            html.Append("</ul>");
            foreach (var consent in survey.Consents) Say($"☐ {consent.Wording.In(language, [words.Language, .. definition.Languages])}");
            return this;
        }

        void Ask(Question question, Definition definition)
        {
            html.Append($"<li>{Encoded(question.Text.In(language, definition.Languages))}");
            var options = question.Options.Select(option => Encoded(option.Label.In(language, definition.Languages)));
            if (question.Options.Count > 0) html.Append("<br>").AppendJoin(" · ", options);
            html.Append("</li>");
        }

        public Body Answering(Survey survey, DateTimeOffset now)
        {
            Head(words.Answering);
            if (survey.State(now) == SurveyState.Closed) Say(words.Closed);
            else if (survey.State(now) == SurveyState.Scheduled)
                Say($"{words.Opens}: {SpokenLanguages.Written(DateOnly.FromDateTime(survey.OpensAt!.Value.UtcDateTime), words.Language)}");
            else
            {
                Say(survey.Access == SurveyAccess.Invited ? words.WithCode : words.WithoutCode);
                html.Append($"<p>{Encoded(words.Programs)} <code>POST /api/surveys/v1/surveys/{survey.Id}/responses</code> · ")
                    .Append($"<a href=\"/api/surveys/v1/surveys/{survey.Id}\">{Encoded(words.Questions)}</a> · ")
                    .Append($"<a href=\"/docs\">{Encoded(words.Description)}</a></p>");
            }
            return this;
        }

        public override string ToString() => html.ToString();

        void Head(string title) => html.Append($"<h2>{Encoded(title)}</h2>");

        void Say(string text, bool inTheirs = false) => html
            .Append(inTheirs ? $"<p lang=\"{Encoded(language)}\">" : "<p>").Append(Encoded(text).ReplaceLineEndings("<br>")).Append("</p>");

        static string Encoded(string text) => WebUtility.HtmlEncode(text);
    }
}
