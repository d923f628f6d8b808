using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Questionnaires.Drafts;
using QLab.Surveys.Questionnaires.Reading;
using QLab.Surveys.Questionnaires.Versions;

namespace QLab.Surveys.Questionnaires;

static class QuestionnaireEndpoints
{
    public static void MapQuestionnaires(this RouteGroupBuilder api)
    {
        var questionnaires = api.MapGroup("/questionnaires")
            .WithTag("Questionnaires", "What is asked: drafts, and versions that are frozen once published.");
        questionnaires.MapPost("", PublishQuestionnaire.Handle)
            .RequireScope("surveys:write")
            .WithSummary("Publishes a version; it is frozen from then on");
        questionnaires.MapGet("", ReadQuestionnaires.List).RequireScope("surveys:read").WithSummary("Published versions")
            .RefusesUnknown<SurveysDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        questionnaires.MapGet("{id:guid}", ReadQuestionnaires.Get)
            .RequireScope("surveys:read")
            .WithSummary("One version with its questions, in all languages or the one asked for");
        questionnaires.MapPost("{id:guid}/try", TryQuestionnaire.Handle)
            .RequireScope("surveys:read")
            .WithSummary("What a page would make of answers: faults, questions shown, scores; nothing is stored");
        questionnaires.MapGet("{id:guid}/differences", ReadDifferences.Handle)
            .RequireScope("surveys:read")
            .WithSummary("What a version says differently from an earlier one, and which answers it would still take");
        api.MapDrafts(questionnaires);
    }
}
