using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Participants.Audit;

sealed class AuditTables : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(e => e.Position);
        builder.Property(e => e.Position).UseIdentityAlwaysColumn();
        builder.Property(e => e.Action).HasConversion<string>();
        builder.HasIndex(e => e.Subjects).HasMethod("gin");
        builder.HasIndex(e => e.At);
    }
}
