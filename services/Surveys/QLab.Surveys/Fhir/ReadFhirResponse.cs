using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Fhir;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Consents;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Fhir;

static class ReadFhirResponse
{
    public static async Task<IResult> Handle(
        Guid id, Guid responseId, HttpContext http, SurveysDb db, HiddenVersions versions, CancellationToken ct)
    {
        var found = await (
            from response in db.Usable().AsNoTracking()
            join survey in db.Surveys on response.SurveyId equals survey.Id
            join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
            where response.Id == responseId && survey.Id == id
            select new { response, survey.Mode, questionnaire }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound("response").ToProblem();

        var given = new GivenResponse(
            found.response.Id, found.response.SubmittedAt, found.Mode == SurveyMode.Identified ? found.response.ParticipantId : null,
            found.response.Language,
            found.response.Answers.RootElement);
        http.SetETag(await versions.OfAsync(found.response, ct));
        return new FhirResponseAnswer(new(found.questionnaire.Id, found.questionnaire.Definition), given);
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
