using QLab.ReferenceData;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Publications.Insights;

static class InsightEndpoints
{
    const string OfItsProjects = "the insights of the projects that it is a partner in";

    public static void MapInsights(this RouteGroupBuilder api)
    {
        var insights = api.MapGroup("/insights").WithTag("Insights", "What was agreed from themes that have evidence.");
        insights.MapPost("", AgreeInsight.Handle)
            .RequireScope("publications:write")
            .WithSummary("Records what was agreed from themes that have evidence");
        insights.MapGet("", ReadInsights.List).RequireScope("publications:read")
            .OpenToOrganisations(OfItsProjects)
            .OpenToCoordinators()
            .WithSummary("Insights")
            .RefusesUnknown<PublicationsDb>(
                ("projectId", (db, _) => db.Projects.Select(p => p.Id)), ("themeId", (db, _) => db.Themes.Select(t => t.Id)));
        insights.MapGet("{id:guid}", ReadInsights.Get)
            .RequireScope("publications:read")
            .ForPartners<Insight>(OfItsProjects)
            .WithSummary("One insight with the themes it rests on");
        insights.MapPut("{id:guid}", ReviseInsight.Handle)
            .RequireScope("publications:write")
            .WithSummary("Words an insight anew, with a reason; its themes stay");
        insights.MapPost("{id:guid}/withdraw", WithdrawInsight.Handle)
            .RequireScope("publications:write")
            .WithSummary("Withdraws an insight: nothing new is based on it");
        insights.MapChanges<Insight>(Insight.Noun)
            .RequireScope("publications:write")
            .WithSummary("How an insight was worded before, who changed it, when and why");
    }
}

static class InsightErrors
{
    public static Refusal Withdrawn => Refusal.Conflict("insight-withdrawn", "This insight has been withdrawn: agree a new one.");
    public static Refusal NoEvidence(IEnumerable<string> codes) =>
        Refusal.Conflict(
            "theme-without-evidence", $"An insight is agreed from evidence, and nothing is coded yet to: {string.Join(", ", codes)}.");
}
