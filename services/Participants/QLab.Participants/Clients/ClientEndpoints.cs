using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

static class ClientEndpoints
{
    public static void MapClients(this RouteGroupBuilder api)
    {
        var clients = api.MapGroup("/clients").WithTags("Clients").RequireScope(Access.Operate);
        // Remembering the answer for a repeated request would keep the secret in the clear.
        clients.MapPost("", RegisterClient.Handle).KeepsIdempotencyKeyItself().WithSummary("Registers an API client; its secret is shown once");
        clients.MapGet("", ReadClients.List).WithSummary("API clients, without their secrets");
        clients.MapGet("{id:guid}", ReadClients.Get).WithSummary("One API client");
    }
}
