namespace QLab.Participants.Clients;

/// <summary>
/// What the programs of one organisation may be given at most, as staff decided; without a row it is <see cref="Least"/>.
/// </summary>
sealed class OrganisationScopes
{
    /// <summary>Published results and agreed insights; nothing about single people.</summary>
    public static readonly string[] Least = ["surveys:read", "publications:read"];

    public required Guid OrganisationId { get; init; }
    public required string[] Scopes { get; set; }
}
