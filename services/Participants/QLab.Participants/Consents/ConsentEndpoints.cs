using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using QLab.Participants.Audit;
using QLab.Participants.Consents.Requests;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Consents;

static class ConsentEndpoints
{
    const int LargestForm = 16 * 1024;

    public static void AddConsents(this IServiceCollection services)
    {
        services.AddScoped<ConsentLedger>().AddScoped<ConsentMails>();
        services.AddPeriodicWork<AnnounceConsents>(new(TimeSpan.FromMinutes(10)) { AtStart = true, OneReplicaAtATime = true });
    }

    public static void MapConsents(this RouteGroupBuilder api)
    {
        var consents = api.MapGroup("/projects/{projectId:guid}/participants/{participantId:guid}/consents")
            .WithTag("Consents", "What people have agreed to, purpose by purpose, with its history and its wordings.")
            .OpenToOrganisations(People.Visible.OwnPeople);
        consents.MapGet("", ReadConsents.OfParticipant)
            .RequireScope("participants:read")
            .Audited()
            .WithSummary("What the participant has agreed to, with its history");
        consents.MapGet("receipt", WriteReceipt.OfParticipant).WithName("readConsentReceipt").RequireScope("participants:read").Audited()
            .WithSummary("The same as a receipt (ISO/IEC TS 27560)");
        consents.MapPost("give", ChangeConsent.Give)
            .RequireScope("participants:write")
            .Audited()
            .WithSummary("Gives consent for one purpose, in the current wording");
        consents.MapPost("withdraw", ChangeConsent.Withdraw)
            .RequireScope("participants:write")
            .Audited()
            .WithSummary("Withdraws consent for one purpose");

        var many = api.MapGroup("/projects/{projectId:guid}").WithTags("Consents")
            .RequireScope("participants:write").OpenToOrganisations(People.Visible.OwnPeople).Audited();
        many.MapPost("consents", RecordPaperConsents.Handle)
            .WithSummary("Records consents that people have signed on paper, all of them or none");
        many.MapPost("consent-requests", AskForConsents.Handle)
            .WithSummary("Asks people for consents by mail; says who is left out, and why");

        var answer = api.MapGroup("/consent-requests/answer").WithTags("Consents").AllowAnonymous();
        answer.MapGet("", AnswerConsentRequest.Show).WithName("showConsentPage")
            .WithSummary("The page behind the link of a mail that asks for consents; it changes nothing");
        answer.MapPost("", AnswerConsentRequest.Answer).WithName("answerConsentRequest").WithLimits(maxBytes: LargestForm)
            .AddOpenApiOperationTransformer(DescribeForm)
            .WithSummary("Records the answers of that page, once; safe to repeat");

        var mine = api.MapMe().MapGroup("/participations/{participantId:guid}").WithTags("Consents").Audited();
        mine.MapGet("consents", MyConsents.Read).WithName("readMyConsents").WithSummary("What I have agreed to, with its history");
        mine.MapGet("consents/receipt", WriteReceipt.OfMine).WithName("readMyConsentReceipt").WithSummary("My receipt (ISO/IEC TS 27560)");
        mine.MapPost("consents/give", MyConsents.Give).WithName("giveMyConsent")
            .WithSummary("I give consent for one purpose, in the current wording");
        mine.MapPost("consents/withdraw", MyConsents.Withdraw).WithName("withdrawMyConsent")
            .WithSummary("I withdraw consent for one purpose");
        mine.MapPost("objection", MyConsents.Object).WithName("raiseObjection")
            .WithSummary("I object: every consent that I have given is withdrawn");

        var wordings = api.MapGroup("/consent-wordings").WithTags("Consents");
        wordings.MapGet("", ReadConsents.Wordings).WithName("listConsentWordings").AllowAnonymous().PublicFor(TimeSpan.FromMinutes(5))
            .WithSummary("What people are asked, version by version");
        wordings.MapPost("", ReviseWording.Handle)
            .RequireScope("participants:write")
            .WithSummary("Words a purpose anew, as its next version");
    }

    /// <remarks>A field for each purpose and wording, such as <c>research.1</c>, with yes or no.</remarks>
    static Task DescribeForm(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object, Description = "The purpose and the version of its wording, parted by a dot, with yes or no.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String },
        };
        operation.RequestBody = new OpenApiRequestBody
        {
            Content = new Dictionary<string, OpenApiMediaType> { ["application/x-www-form-urlencoded"] = new() { Schema = schema } },
        };
        return Task.CompletedTask;
    }
}

static class ConsentErrors
{
    public static Refusal AlreadyGiven => Refusal.Conflict("consent-given", "The participant has given this consent already.");
    public static Refusal NotGiven => Refusal.Conflict("consent-not-given", "There is no consent for this purpose to withdraw.");
    public static Refusal WordingRevised(int version) =>
        Refusal.Conflict("wording-revised", $"The wording is at version {version}: read it, and send that as afterVersion.");
}
