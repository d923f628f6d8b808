using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Consents;

static class ConsentEndpoints
{
    public static void AddConsents(this IServiceCollection services) =>
        services.AddPeriodicWork(FormBatches.Schedule);

    public static void MapConsents(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}")
            .WithTag("Consents", "What a form asks consent to, what was agreed to, and how many responses are left out for want of it.");
        survey.MapGet("consents", WordConsents.List).WithName("listConsentForms").RequireScope("surveys:read")
            .WithSummary("What the form asked consent to, version by version");
        survey.MapPut("consents", WordConsents.Put).WithName("wordConsents").RequireScope("surveys:write")
            .WithSummary("Words anew what the form asks consent to; answers keep the version that they saw");
        survey.MapGet("left-out", ReadLeftOut.Handle).RequireScope("surveys:read")
            .WithSummary("How many responses may not be used for research and are left out of groups, texts, exports and coding, and why");
        survey.MapPut("responses/own/consents", AmendConsents.Handle).AllowAnonymous()
            .WithSummary("Changes what one's own anonymous response may be used for, by the receipt code in the header Receipt-Code");
    }
}

static class ConsentErrors
{
    public static Refusal Reworded(int current) => Refusal.Conflict(
        "consents-reworded", $"What the form asks consent to has been worded anew since it was shown: show version {current} and ask again.");

    public static Refusal OtherConsents => Refusal.Conflict(
        "consents-differ",
        "This response came before with other consents, and those are kept. To change them, use the receipt: PUT …/responses/own/consents; who answered as a participant tells the Lab.");

    public static Refusal OtherConsentsOfImport => Refusal.Conflict(
        "consents-differ",
        "An import came under this id before with other consents, and those are kept. Use a new id for a new import; to change what was agreed to, each respondent uses their receipt.");

    public static Refusal WithTheLab => Refusal.Conflict(
        "consents-with-the-lab", "Who answered as a participant gives and withdraws consents with the Lab: signed in, or by telling it.");
}
