using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Clients;

sealed record ClientView(Guid Id, string ClientId, string Name, Guid? OrganisationId, string[] Scopes, DateTimeOffset RegisteredAt);

static class ReadClients
{
    public static Task<Page<ClientView>> List([AsParameters] Paging paging, Guid? organisationId, ParticipantsDb db, CancellationToken ct) =>
        paging.ReadAsync(
            db.Clients.Where(c => organisationId == null || c.OrganisationId == organisationId),
            c => c.Id, c => new ClientView(c.Id, c.ClientId, c.Name, c.OrganisationId, c.Scopes, c.RegisteredAt), ct);

    public static async Task<Results<Ok<ClientView>, ProblemHttpResult>> Get(Guid id, ParticipantsDb db, CancellationToken ct) =>
        await db.Clients.Where(c => c.Id == id)
            .Select(c => new ClientView(c.Id, c.ClientId, c.Name, c.OrganisationId, c.Scopes, c.RegisteredAt)).SingleOrDefaultAsync(ct) is { } client
            ? TypedResults.Ok(client)
            : Refusal.NotFound("client").ToProblem();
}
