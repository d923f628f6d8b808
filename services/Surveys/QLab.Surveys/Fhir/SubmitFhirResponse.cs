using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using QLab.Fhir;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Consents;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Fhir;

static class SubmitFhirResponse
{
    public static async Task<IResult> Handle(
        JsonElement resource, Guid? surveyId,
        [Description("The purposes that were ticked on the survey's form, parted by commas.")] string? consents,
        [Description("The version of their wording that the form showed; the current one when absent.")] int? consentVersion,
        [FromHeader(Name = "Invitation-Code"), Description("The code of an invitation, where the survey is for those who were invited.")]
        string? invitationCode,
        HttpContext http, SurveysDb db, ResponseSubmitter submitter, CancellationToken ct)
    {
        var issues = new FhirIssues("QuestionnaireResponse");
        if (surveyId is not { } id)
        {
            FhirShape.Check(resource, "QuestionnaireResponse", issues);
            issues.Error("/surveyId", "required", "Say in the address which survey is answered: ?surveyId=….");
            return FhirRefusal.Of(issues);
        }
        var questionnaire = await (
            from survey in db.Surveys.AsNoTracking()
            join asked in db.Questionnaires on survey.QuestionnaireId equals asked.Id
            where survey.Id == id
            select asked).SingleOrDefaultAsync(ct);
        if (questionnaire is null) return Refusal.NotFound("survey").ToProblem();

        var info = new QuestionnaireInfo(questionnaire.Id, questionnaire.Definition);
        var response = FhirResponseReader.Read(resource, info, issues);
        if (response is { IsFinished: false })
            issues.Error("/status", "business-rule", "What is not finished is not submitted: send it when its status is completed.");
        if (response is null || issues.HasErrors) return FhirRefusal.Of(issues);

        var request = new SubmitResponseRequest(response.Answers)
        {
            Language = response.Language, ParticipantId = response.ParticipantId, InvitationCode = invitationCode,
            Consents = FormConsent.Listed(consents), ConsentVersion = consentVersion,
        };
        var result = await submitter.SubmitAsync(
            new(id, request, IdempotencyKey.Read(http.Request), http.User.ActsForLab("surveys:write")), ct);
        if (result.Refusal is { } refusal) return refusal.ToProblem();
        if (result.Faults is { } faults)
        {
            FhirResponseReader.Tell(faults, response, info, issues);
            return FhirRefusal.Of(issues);
        }
        var taken = result.Response!;
        var location = ReadOwnResponse.Address(id);
        return FhirRefusal.AsksForFhir(http)
            ? new FhirAnswer(StatusCodes.Status201Created, Receipt(taken.ReceiptCode), location)
            : TypedResults.Created(location, taken);
    }

    static JsonObject Receipt(string code) => new()
    {
        ["resourceType"] = "OperationOutcome",
        ["issue"] = new JsonArray(new JsonObject
        {
            ["severity"] = "information", ["code"] = "informational",
            ["diagnostics"] = $"The response is kept. Its receipt code is {code}: it finds the response again, and is stored nowhere.",
        }),
    };
}
