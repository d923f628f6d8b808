namespace QLab.Participants.Clients;

/// <summary>A program that calls the API in its own name (RFC 6749 §4.4): the operator's, or a partner organisation's.</summary>
sealed class Client
{
    public const string Operator = "operator";

    public required Guid Id { get; init; }

    /// <summary>What it calls itself at the token endpoint. Not a secret (RFC 6749 §2.2).</summary>
    public required string ClientId { get; init; }

    public required string Name { get; init; }
    public Guid? OrganisationId { get; init; }
    public required string SecretHash { get; set; }
    public required string[] Scopes { get; set; }
    public required DateTimeOffset RegisteredAt { get; init; }
}
