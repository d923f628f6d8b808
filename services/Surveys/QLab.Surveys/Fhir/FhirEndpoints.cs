using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Fhir;

static class FhirEndpoints
{
    public static void MapFhir(this RouteGroupBuilder api)
    {
        var fhir = api.MapGroup("/fhir").WithTags("FHIR");
        fhir.MapPost("Questionnaire", ImportQuestionnaire.Handle).RequireScope("surveys:write")
            .Produces<ImportedQuestionnaire>(StatusCodes.Status201Created).WithSummary("Publishes a FHIR R4 Questionnaire; the report says what works differently here");
        fhir.MapGet("Questionnaire/{id:guid}", ReadFhirQuestionnaire.Handle).RequireScope("surveys:read")
            .Produces<object>(contentType: FhirNames.MediaType).WithSummary("One version as a FHIR R4 Questionnaire");
        fhir.MapGet("Questionnaire/{id:guid}/report", ReadFhirQuestionnaire.Report).RequireScope("surveys:read")
            .Produces<ExportReport>().WithSummary("What other systems do not see of a version");
    }
}
