using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Coding;

static class CodingEndpoints
{
    public static void AddCoding(this IServiceCollection services) => services.AddScoped<IPersonalData, CodingPersonalData>();

    /// <remarks>Coders read what people said in their own words: nobody who is bound to one organisation does.</remarks>
    public static void MapCoding(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}").WithTags("Coding").ClosedToOrganisations();
        survey.MapPost("responses/{responseId:guid}/passages", CodePassage.Handle).RequireScope("surveys:write").WithSummary("Codes some words of an answer to a theme");
        survey.MapGet("passages", ReadPassages.List).RequireScope("surveys:read").WithSummary("Passages, by theme, coder, response, question or memo");
        survey.MapGet("passages/{passageId:guid}", ReadPassages.Get).RequireScope("surveys:read").WithSummary("One passage");
        survey.MapPut("passages/{passageId:guid}", RecodePassage.Put).RequireScope("surveys:write").WithSummary("Gives a passage another range, theme or memo");
        survey.MapDelete("passages/{passageId:guid}", RecodePassage.Delete).RequireScope("surveys:write").WithSummary("Takes a passage away");
    }
}
