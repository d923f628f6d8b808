using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using QLab.Fhir;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Fhir;

static class FhirEndpoints
{
    /// <remarks>Problems are written by whoever can first, and the service's own writer can write all.</remarks>
    public static void AddFhir(this IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, FhirProblems>());

    public static void MapFhir(this RouteGroupBuilder api)
    {
        var fhir = api.MapGroup("/fhir")
            .WithTag("FHIR", "Questionnaires and responses as FHIR R4 resources.").WithMetadata(new SpeaksFhir());
        fhir.MapPost("Questionnaire", ImportQuestionnaire.Handle).RequireScope("surveys:write")
            .Produces<ImportedQuestionnaire>(StatusCodes.Status201Created).WithSummary(
                "Publishes a FHIR R4 Questionnaire; the report says what works differently here");
        fhir.MapPost("QuestionnaireResponse", SubmitFhirResponse.Handle).AllowAnonymous().KeepsIdempotencyKeyItself()
            .Produces<SubmittedResponse>(StatusCodes.Status201Created).WithSummary(
                "Submits a FHIR R4 QuestionnaireResponse; it is durable before the answer comes");
        api.MapPost("/questionnaires", ImportQuestionnaire.Handle).RequireScope("surveys:write")
            .WithMetadata(new SpeaksFhir(), new AcceptsMetadata([FhirNames.MediaType], typeof(JsonElement)))
            .WithOrder(-1) // The framework counts every +json as application/json, so both endpoints match; this one is asked first.
            .ExcludeFromDescription();
        api.MapGet("/surveys/{id:guid}/responses/{responseId:guid}", ReadFhirResponse.Handle).RequireScope("surveys:read").WithTags("FHIR").WithMetadata(new SpeaksFhir())
            .Produces<object>(contentType: FhirNames.MediaType).WithSummary(
                "One response as a FHIR R4 QuestionnaireResponse; its participant only where the survey is identified");
        fhir.MapGet("Questionnaire/{id:guid}", ReadFhirQuestionnaire.Handle).RequireScope("surveys:read")
            .ForPartners<Questionnaire>("the questionnaires of the projects that it is a partner in")
            .Produces<object>(contentType: FhirNames.MediaType).WithSummary("One version as a FHIR R4 Questionnaire");
        fhir.MapGet("Questionnaire/{id:guid}/report", ReadFhirQuestionnaire.Report).WithName("readFhirReport").RequireScope("surveys:read")
            .Produces<ExportReport>().WithSummary("What other systems do not see of a version");
    }
}
