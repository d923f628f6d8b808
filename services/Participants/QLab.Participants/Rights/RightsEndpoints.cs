using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.Participants.Rights;

static class RightsEndpoints
{
    public static void AddRights(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<DataSubjectResolver>();
        services.AddScoped<IDataSubjectResolver>(provider => provider.GetRequiredService<DataSubjectResolver>());
        services.AddScoped<RightsRequestPublisher>();
        services.AddScoped<RightsRequestTracker>();
        services.AddSingleton<ErasureJournal>();
        services.AddHostedService<RememberErasures>();
        services.AddPeriodicWork<ChaseRequests>(new(configuration.GetValue("Rights:LookEvery", TimeSpan.FromMinutes(1))));
        services.AddPeriodicMeter<RightsMeter>(TimeSpan.FromSeconds(15));
    }

    public static void MapRights(this RouteGroupBuilder api)
    {
        var rights = api.MapGroup("")
            .WithTag("Rights", "Everything that is kept about a person: exports and erasures across all services.");
        rights.MapPost("/people/{id:guid}/erasure", RequestErasure.OfPerson).RequireScope("participants:write").Audited()
            .WithSummary("Erases a person from every service; here at once, elsewhere by message");
        rights.MapPost("/people/{id:guid}/export", RequestExport.OfPerson).RequireScope("participants:write").Audited()
            .WithSummary("Gathers everything kept about a person");
        rights.MapGet("/exports/{id:guid}/bundle", DownloadExport.ForStaff)
            .RequireScope("participants:read")
            .Audited()
            .WithSummary("The bundle, once every service has answered");
        rights.MapGet("/rights", ReadRequests.List).WithName("listRightsRequests").RequireScope("participants:read")
            .WithSummary("Exports, erasures and corrections, without whose they are");
        rights.MapGet("/rights/{id:guid}", ReadRequests.Any).WithName("getRightsRequest").RequireScope("participants:read")
            .WithSummary("How far one of them is");
        // Whoever was erased has no account left; the id is random and the answer names nobody.
        rights.MapGet("/erasures/{id:guid}", ReadRequests.Erasure).WithName("getErasure").AllowAnonymous()
            .WithSummary("How far an erasure is, for whoever was told its id");

        var mine = api.MapMe().WithTags("Rights");
        mine.MapPost("export", RequestExport.OfMe).Audited().WithSummary("Gathers everything kept about me");
        mine.MapGet("requests", ReadRequests.ListMine).WithName("listMyRequests").WithSummary("What I have asked for");
        mine.MapGet("requests/{id:guid}", ReadRequests.Mine).WithName("getMyRequest").WithSummary("How far it is");
        mine.MapGet("exports/{id:guid}/bundle", DownloadExport.ForMe).Audited().WithSummary("The bundle");
        // An idempotency record would name the caller, who is just being forgotten.
        var erasure = mine.MapGroup("/erasure").IgnoresIdempotencyKey().WithLimits(quota: "token");
        erasure.MapPost("codes", AskForErasureCode.Handle).WithSummary("Sends me the code that an erasure needs");
        erasure.MapPost("", RequestErasure.OfMe)
            .Audited()
            .WithSummary("Erases me from every service, with the code that was mailed for it; this cannot be undone");
    }
}

static class RightsErrors
{
    public static Refusal NotReady =>
        Refusal.Conflict("export-not-ready", "Not every service has answered yet; the export says which.") with { RetryAfterSeconds = 5 };
    public static Refusal Expired => new(410, "export-expired", "The export was thrown away after its time; ask for a new one.");
    public static Refusal CodeNeeded => new(
        StatusCodes.Status403Forbidden, "erasure-code-needed",
        "An erasure cannot be undone, so being signed in is not enough. Ask for a code with POST /me/erasure/codes: it is mailed to you. "
        + "Then send it as code. If no mail reaches you, ask the Lab's staff to erase you.");
    public static Refusal TooMany =>
        Refusal.Conflict("export-under-way", "An export is under way or ready already; its id is in existingId.");
}
