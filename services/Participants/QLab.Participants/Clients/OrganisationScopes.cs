using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Organisations;

namespace QLab.Participants.Clients;

/// <summary>What the programs of one organisation may be given at most, as staff decided; without a row it is <see cref="Least"/>.</summary>
sealed class OrganisationScopes
{
    /// <summary>Published results and agreed insights; nothing about single people.</summary>
    public static readonly string[] Least = ["surveys:read", "publications:read"];

    public required Guid OrganisationId { get; init; }
    public required string[] Scopes { get; set; }
}

sealed class OrganisationScopesTables : IEntityTypeConfiguration<OrganisationScopes>
{
    public void Configure(EntityTypeBuilder<OrganisationScopes> builder)
    {
        builder.ToTable("organisation_scopes").HasKey(a => a.OrganisationId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}

static class OrganisationScopesOfDb
{
    public static async Task<string[]> ScopesAllowedAsync(this ParticipantsDb db, Guid organisationId, CancellationToken ct) =>
        await db.OrganisationScopes.Where(a => a.OrganisationId == organisationId).Select(a => a.Scopes).SingleOrDefaultAsync(ct) ?? OrganisationScopes.Least;
}
