using Microsoft.OpenApi;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

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
