using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Questionnaires.Drafts;

static class DraftEndpoints
{
    public static void MapDrafts(this RouteGroupBuilder api, RouteGroupBuilder questionnaires)
    {
        questionnaires.MapPost("{id:guid}/draft", BeginDraft.FromVersion)
            .RequireScope("surveys:write")
            .WithSummary("Begins a draft from a version");
        api.MapGroup("/questionnaire-drafts").WithTags("Questionnaires").MapEach();
        // The former address: beside /questionnaires/{id}/try nobody could tell from it alone which is meant.
        questionnaires.MapGroup("/drafts").ExcludeFromDescription().MapEach();
    }

    static void MapEach(this RouteGroupBuilder drafts)
    {
        drafts.MapPost("", BeginDraft.Handle).RequireScope("surveys:write").WithSummary("Begins a draft; it may be full of faults");
        drafts.MapGet("", ReadDrafts.List).RequireScope("surveys:read").OpenToCoordinators().WithSummary("Drafts")
            .RefusesUnknown<SurveysDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        drafts.MapGet("{id:guid}", ReadDrafts.Get).RequireScope("surveys:read").WithSummary("One draft");
        drafts.MapPut("{id:guid}", ChangeDraft.Handle).RequireScope("surveys:write").WithSummary("Replaces what a draft says");
        drafts.MapDelete("{id:guid}", ChangeDraft.Drop).RequireScope("surveys:write").WithSummary("Throws a draft away");
        drafts.MapPost("{id:guid}/check", ReadDrafts.Check)
            .RequireScope("surveys:read")
            .WithSummary("Every fault that keeps a draft from being published");
        drafts.MapPost("{id:guid}/publish", PublishDraft.Handle)
            .RequireScope("surveys:write")
            .WithSummary("Makes a draft a version with the same id, frozen from then on");
    }
}

static class DraftErrors
{
    public static Refusal PublishedElsewhere =>
        Refusal.Conflict("lost-race", "Somebody published or changed this at the same moment: read the draft again, and publish it if it is still there.") with { RetryAfterSeconds = 1 };

    /// <summary>Faults of a definition, by where it stands in the request.</summary>
    public static Dictionary<string, string[]> InDefinition(Dictionary<string, string[]> faults) =>
        faults.ToDictionary(fault => $"/definition{fault.Key}", fault => fault.Value);
}
