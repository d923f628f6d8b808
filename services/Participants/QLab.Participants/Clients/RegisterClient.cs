using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Clients;

[Example("""{ "name": "Evaluation", "scopes": ["surveys:read"], "expiresAt": "2027-08-31T00:00:00Z" }""")]
public sealed record RegisterClientRequest(
    [property: Required, Text(200)] string Name,
    [property: Scopes] string[] Scopes)
{
    /// <summary>Your own id for the client, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>
    /// The organisation whose programs use it: its tokens are bound to that organisation. Its administrator may leave it out.
    /// </summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>When it stops working, at most two years from now; a year when not said.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <param name="ClientSecret">Shown this once; only its hash is kept.</param>
sealed record RegisteredClient(
    Guid Id, string ClientId, string ClientSecret, string Name, Guid? OrganisationId, string[] Scopes, DateTimeOffset ExpiresAt);

static class RegisterClient
{
    public static async Task<Results<Created<RegisteredClient>, ValidationProblem, ProblemHttpResult>> Handle(
        RegisterClientRequest request, ClaimsPrincipal user, ParticipantsDb db, AuditLog audit, TimeProvider time,
        CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var expiresAt = request.ExpiresAt ?? now.AddYears(1);
        if (expiresAt <= now || expiresAt > now.AddYears(2))
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["/expiresAt"] = ["A time from now on, and within two years."] });

        var organisationId = request.OrganisationId ?? user.OrganisationId();
        if (!user.MayActFor(organisationId) || organisationId is { } named && !await db.Organisations.AnyAsync(o => o.Id == named, ct))
            return Refusal.NotFound("organisation").ToProblem();
        if (organisationId is { } organisation
            && request.Scopes.Except(await db.ScopesAllowedAsync(organisation, ct)).ToList() is { Count: > 0 } tooMuch)
            return ClientErrors.NotAllowed(tooMuch).ToProblem();
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Clients.AnyAsync(c => c.Id == id, ct)) return Refusal.AlreadyExists("client", id).ToProblem();

        var secret = Secret.New();
        var client = new Client
        {
            Id = id, ClientId = id.ToString(), Name = request.Name, OrganisationId = organisationId,
            SecretHash = Secret.Hash(secret), Scopes = request.Scopes, RegisteredAt = now, ExpiresAt = expiresAt,
        };
        db.Clients.Add(client);
        await audit.ChangedAsync($"client {client.ClientId} registered", ct);
        await db.SaveChangesAsync(ct);

        return TypedResults.Created($"/api/participants/v1/clients/{id}",
            new RegisteredClient(id, client.ClientId, secret, client.Name, client.OrganisationId, client.Scopes, expiresAt));
    }
}
