using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Organisations;

namespace QLab.Participants.Clients;

sealed class OrganisationScopesTables : IEntityTypeConfiguration<OrganisationScopes>
{
    public void Configure(EntityTypeBuilder<OrganisationScopes> builder)
    {
        builder.ToTable("organisation_scopes").HasKey(a => a.OrganisationId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
