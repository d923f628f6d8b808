using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Fhir;

static class ReadFhirResponse
{
    static readonly QuestionType[] InOwnWords =
    [
        QuestionType.ShortText, QuestionType.LongText, QuestionType.Email, QuestionType.Url, QuestionType.Hidden, QuestionType.Attachment, QuestionType.Reference,
    ];

    public static async Task<IResult> Handle(Guid id, Guid responseId, HttpContext http, SurveysDb db, CancellationToken ct)
    {
        var found = await (
            from response in db.Responses.AsNoTracking()
            join survey in db.Surveys on response.SurveyId equals survey.Id
            join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
            where response.Id == responseId && survey.Id == id && !response.Withdrawn
            select new { response, survey.Mode, questionnaire }).SingleOrDefaultAsync(ct);
        if (found is null) return FhirRefusal.Of(http, Refusal.NotFound("response"));

        var answers = found.response.Answers.RootElement;
        var given = new GivenResponse(
            found.response.Id, found.response.SubmittedAt, found.Mode == SurveyMode.Identified ? found.response.ParticipantId : null, found.response.Language,
            http.User.OrganisationId() is null ? answers : WithoutOwnWords(found.questionnaire.Definition, answers));
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{found.response.Position}\"");
        return new FhirResponseAnswer(new(found.questionnaire.Id, found.questionnaire.Definition), given);
    }

    /// <summary>What people said in their own words may tell who they are: partners see what was chosen and measured.</summary>
    public static JsonElement WithoutOwnWords(Definition definition, JsonElement answers)
    {
        var left = Carried.Node(answers)!.AsObject();
        foreach (var question in definition.InPageOrder())
        {
            if (InOwnWords.Contains(question.Type)) left.Remove(question.Id);
            else if (question.Other && left[question.Id] is JsonArray several) left[question.Id] = new JsonArray([.. several.Where(one => one is not JsonObject).Select(one => one?.DeepClone())]);
            else if (question.Other && left[question.Id] is JsonObject) left.Remove(question.Id);
        }
        return left.ToElement();
    }

    sealed class FhirResponseAnswer(QuestionnaireInfo questionnaire, GivenResponse response) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = FhirNames.MediaType;
            await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter);
            FhirResponse.Write(json, questionnaire, response);
        }
    }
}
