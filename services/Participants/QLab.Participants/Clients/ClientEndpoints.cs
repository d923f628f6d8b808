using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

static class ClientEndpoints
{
    public static void MapClients(this RouteGroupBuilder api)
    {
        var clients = api.MapGroup("/clients")
            .WithTag("Clients", "API clients of the Lab and of organisations, and which scopes they may have.")
            .RequireScope(Access.Clients).OpenToOrganisations("its own clients");
        // Remembering the answer for a repeated request would keep the secret in the clear.
        clients.MapPost("", RegisterClient.Handle)
            .IgnoresIdempotencyKey()
            .WithSummary("Registers an API client; its secret is shown once");
        clients.MapGet("", ReadClients.List).WithSummary("API clients, without their secrets")
            .RefusesUnknown<ParticipantsDb>(("organisationId", (db, _) => db.Organisations.Select(o => o.Id)));
        clients.MapGet("{id:guid}", ReadClients.Get).WithSummary("One API client");
        clients.MapPost("{id:guid}/rotate", RotateSecret.Handle)
            .IgnoresIdempotencyKey()
            .WithSummary("Gives a new secret, shown once; the former one works on for as long as you say");
        clients.MapPost("{id:guid}/revoke", RevokeClient.Handle)
            .WithSummary("Ends a client; its tokens are refused everywhere within a minute");

        var allowed = api.MapGroup("/organisations/{id:guid}/scopes").WithTags("Clients");
        allowed.MapGet("", AllowScopes.Read).RequireAnyScope(Access.Grant, Access.Clients).OpenToOrganisations("what it may lend")
            .WithSummary("What the organisation's programs may be given");
        allowed.MapPost("allow", AllowScopes.Allow).RequireScope(Access.Grant).WithSummary("Lets the organisation's programs have more");
        allowed.MapPost("withdraw", AllowScopes.Withdraw)
            .RequireScope(Access.Grant)
            .WithSummary("Lets them have less, from now on and in tokens given before");
    }
}

static class ClientErrors
{
    public static Refusal Operators =>
        Refusal.Conflict("operators-client", "The client 'operator' is kept by the configuration, see Operator:Secret.");
    public static Refusal Over => Refusal.Conflict("client-over", "This client has expired or been revoked; make a new one.");

    public static Refusal NotAllowed(IEnumerable<string> scopes) => Refusal.Conflict(
        "scopes-not-allowed", $"This organisation's programs may not have {string.Join(", ", scopes)}. Leave them out, or ask the Lab's staff to allow them.");
}
