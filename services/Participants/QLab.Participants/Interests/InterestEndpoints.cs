using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Interests;

static class InterestEndpoints
{
    const int LargestForm = 16 * 1024, LargestList = 2 * 1024 * 1024;
    const string PutForward = "people whom it has put forward for projects that it is a partner in";

    public static void AddInterests(this IServiceCollection services)
    {
        services.AddSingleton<InterestsByAddress>();
        services.AddScoped<InterestMails>().AddScoped<InterestRemoval>();
        services.AddDueWork<ForgetInterests>();
    }

    public static void MapInterests(this RouteGroupBuilder api)
    {
        var project = api.MapGroup("/projects/{projectId:guid}").WithTag("Expressions of interest", "Who would like to take part.");
        var interests = project.MapGroup("/expressions-of-interest");
        interests.MapPost("", ExpressInterest.Handle).AllowAnonymous()
            .WithSummary("Leaves a name; a mail to the address asks whether that was meant");
        interests.MapGet("", ReadInterests.List).RequireScope("participants:read").OpenToOrganisations(PutForward).Audited()
            .WithSummary("Who would like to take part")
            .RefusesUnknown<ParticipantsDb>(("listId", (db, _) => db.InterestLists.Select(l => l.Id)));
        interests.MapPost("{id:guid}/accept", AcceptInterest.Handle).RequireScope("participants:write").Audited()
            .WithSummary("Lets somebody take part who has confirmed that they would like to");
        interests.MapPost("{id:guid}/decline", DeclineInterest.Handle).RequireScope("participants:write").Audited()
            .WithSummary("Declines, with a reason that the person is told");
        interests.MapGet("{id:guid}/changes", ReadInterests.Changes).RequireScope("participants:write").Audited()
            .WithSummary("Who declined, when and why");

        var lists = project.MapGroup("/interest-lists").OpenToOrganisations(PutForward).Audited();
        lists.MapPost("", ReceiveInterestList.Handle).RequireScope("participants:write").WithLimits(maxBytes: LargestList)
            .TakesBody("text/csv")
            .WithSummary("Puts up to 500 people forward as CSV (name, email, perspectives, why, language); each is asked by mail");
        lists.MapGet("", ReadInterestLists.List).RequireScope("participants:read")
            .WithSummary("The lists, and how far their people have come");
        lists.MapGet("{id:guid}", ReadInterestLists.Get).RequireScope("participants:read")
            .WithSummary("How far the people of a list have come, and which lines were not taken");

        var page = api.MapGroup("/expressions-of-interest/confirm").WithTags("Expressions of interest").AllowAnonymous();
        page.MapGet("", ConfirmInterest.Show).WithName("showInterestPage")
            .WithSummary("The page behind the link of the mail; it changes nothing");
        page.MapPost("", ConfirmInterest.Answer).WithName("confirmInterest").WithLimits(maxBytes: LargestForm)
            .AddOpenApiOperationTransformer(DescribeForm)
            .WithSummary("Confirms, with what is agreed to, or deletes; safe to repeat");
    }

    /// <remarks>A field for each purpose and wording, such as <c>research.1</c>, with yes or no.</remarks>
    static Task DescribeForm(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object, Required = new HashSet<string> { "do" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["do"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [InterestPage.Confirm, InterestPage.Delete] },
            },
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
        };
        operation.RequestBody = new OpenApiRequestBody
        {
            Content = new Dictionary<string, OpenApiMediaType> { ["application/x-www-form-urlencoded"] = new() { Schema = schema } },
        };
        return Task.CompletedTask;
    }
}

static class InterestErrors
{
    public static Refusal TooMany(int seconds) =>
        new(429, "too-many-requests", "Too many names have been left from here; try again later.") { RetryAfterSeconds = seconds };
    public static Refusal NotConfirmed =>
        Refusal.Conflict("interest-not-confirmed", "Nobody has confirmed this from its address yet: wait until its state is confirmed.");
    public static Refusal Answered => Refusal.Conflict("interest-answered", "This expression of interest has been answered already.");
}

/// <summary>How often one client address may express interest: <c>Interests:AsksAnHour</c>, 20 when not set.</summary>
sealed class InterestsByAddress(IConfiguration configuration)
    : LimitByAddress(configuration.GetValue("Interests:AsksAnHour", 20), TimeSpan.FromHours(1));
