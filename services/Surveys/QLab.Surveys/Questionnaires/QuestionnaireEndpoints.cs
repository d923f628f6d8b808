using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Questionnaires.Drafts;
using QLab.Surveys.Questionnaires.Reading;
using QLab.Surveys.Questionnaires.Versions;

namespace QLab.Surveys.Questionnaires;

static class QuestionnaireEndpoints
{
    const string OfItsProjects = "the questionnaires of the projects that it is a partner in";

    public static void MapQuestionnaires(this RouteGroupBuilder api)
    {
        var questionnaires = api.MapGroup("/questionnaires")
            .WithTag("Questionnaires", "What is asked: drafts, and versions that are frozen once published.");
        questionnaires.MapPost("", PublishQuestionnaire.Handle)
            .RequireScope("surveys:write")
            .WithSummary("Publishes a version; it is frozen from then on");
        questionnaires.MapGet("", ReadQuestionnaires.List).RequireScope("surveys:read")
            .OpenToOrganisations(OfItsProjects)
            .OpenToCoordinators()
            .WithSummary("Published versions")
            .RefusesUnknown<SurveysDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        questionnaires.MapGet("{id:guid}", ReadQuestionnaires.Get)
            .RequireScope("surveys:read")
            .ForPartners<Questionnaire>(OfItsProjects)
            .WithSummary("One version with its questions, in all languages or the one asked for");
        questionnaires.MapPost("{id:guid}/try", TryQuestionnaire.Handle)
            .RequireScope("surveys:read")
            .ForPartners<Questionnaire>(OfItsProjects)
            .WithSummary("What a page would make of answers: faults, questions shown, scores; nothing is stored");
        questionnaires.MapGet("{id:guid}/differences", ReadDifferences.Handle)
            .RequireScope("surveys:read")
            .OpenToOrganisations(OfItsProjects)
            .WithSummary("What a version says differently from an earlier one, and which answers it would still take");
        api.MapDrafts(questionnaires);
    }
}
