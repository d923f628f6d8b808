using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Clients;

public sealed record RegisterClientRequest([property: Required, StringLength(200)] string Name, [property: Scopes] string[] Scopes)
{
    /// <summary>Your own id for the client, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The organisation whose programs use it.</summary>
    public Guid? OrganisationId { get; init; }
}

/// <param name="ClientSecret">Shown this once; only its hash is kept.</param>
sealed record RegisteredClient(Guid Id, string ClientId, string ClientSecret, string Name, Guid? OrganisationId, string[] Scopes);

static class RegisterClient
{
    public static async Task<Results<Created<RegisteredClient>, ProblemHttpResult>> Handle(
        RegisterClientRequest request, HttpContext http, ParticipantsDb db, TimeProvider time, CancellationToken ct)
    {
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Clients.AnyAsync(c => c.Id == id, ct)) return Refusal.AlreadyExists("client", id).ToProblem();
        if (request.OrganisationId is { } organisation && !await db.Organisations.AnyAsync(o => o.Id == organisation, ct))
            return Refusal.NotFound("organisation").ToProblem();

        var secret = Secret.New();
        var client = new Client
        {
            Id = id, ClientId = id.ToString(), Name = request.Name, OrganisationId = request.OrganisationId,
            SecretHash = Secret.Hash(secret), Scopes = request.Scopes, RegisteredAt = time.GetUtcNow(),
        };
        db.Clients.Add(client);
        await db.SaveChangesAsync(ct);

        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Created($"/api/participants/v1/clients/{id}",
            new RegisteredClient(id, client.ClientId, secret, client.Name, client.OrganisationId, client.Scopes));
    }
}
