using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Participants.Partnerships;

sealed class MemberPartnershipTables : IEntityTypeConfiguration<MemberPartnership>
{
    public void Configure(EntityTypeBuilder<MemberPartnership> builder)
    {
        builder.HasKey(m => new { m.ProjectId, m.OrganisationId, m.Role });
        builder.HasIndex(m => m.OrganisationId);
        builder.Property(m => m.Role).HasConversion<string>();
    }
}
