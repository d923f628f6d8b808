using Microsoft.OpenApi;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

static class InvitationEndpoints
{
    public static void AddInvitations(this IServiceCollection services) =>
        services.AddSingleton<BallotCodes>().AddScoped<BallotStocks>().AddScoped<Ballots>().AddScoped<HandOut>().AddScoped<InviteList>()
            .AddPeriodicWork(ShredBallots.Schedule).AddHostedService<EnsureBallotSecret>();

    /// <remarks>
    /// Answers with codes are not remembered for requests that are sent again: inviting again invites nobody twice. A key is only
    /// looked at, whether it is one.
    /// </remarks>
    public static void MapInvitations(this RouteGroupBuilder api)
    {
        var survey = api.MapGroup("/surveys/{id:guid}")
            .WithTag("Invitations", "Who is invited to a survey that is not open to all, and reminders.").RequireScope("surveys:write");
        survey.MapPost("invitations", InviteParticipants.Handle).IgnoresIdempotencyKey().Produces<InvitedReport>().WithSummary("Invites participants, by JSON or by CSV")
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                operation.RequestBody!.Content!["text/csv"] =
                    new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
                return Task.CompletedTask;
            });
        survey.MapPost("invitations", InviteParticipants.HandleList)
            .IgnoresIdempotencyKey()
            .Accepts<string>("text/csv")
            .ExcludeFromDescription();
        survey.MapGet("invitations", ReadInvitations.List).WithSummary("Who is invited; in an identified survey also who has answered");
        survey.MapGet("invitations/counts", ReadInvitations.Counts).WithName("countInvitations")
            .WithSummary("How many are invited and have answered");
        survey.MapPost("reminders", SendReminders.Handle)
            .IgnoresIdempotencyKey()
            .Produces<RemindedReport>()
            .WithSummary("Reminds those who have not answered");
    }
}

static class InvitationErrors
{
    public static Refusal OpenToAll => Refusal.Conflict("survey-open-to-all", "Whoever has the link of this survey answers it, so there is nobody to invite. Invitations belong to a survey whose access is invited.");
    public static Refusal NoKey => Refusal.Conflict("message-key-not-known", "Codes are sealed before they leave this service, and the key for it has not arrived yet. Try again in a moment, or send nothing and hand out the codes yourself.") with { RetryAfterSeconds = 5 };
    public static Refusal WouldTellWhoAnswered => Refusal.Conflict("would-tell-who-answered", "Only those who have not answered are reminded, so handing out their codes would tell who they are. In this survey reminders are sent: say send true.");
    public static Refusal TooSoon(DateTimeOffset last) => Refusal.Conflict(
        "reminded-recently", $"Reminders went out on {SurveyErrors.Said(last)}. Wait three days after them, or say again true.");
}
