using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Participants.Organisations;

sealed class OrganisationTables : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.Property(o => o.NameKey).HasComputedColumnSql("folded(name)", stored: true);
        builder.HasIndex(o => o.NameKey).HasMethod("gin").HasOperators("gin_trgm_ops");
    }
}
