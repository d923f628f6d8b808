using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Projects;

namespace QLab.Participants.Imports;

sealed class ImportTables : IEntityTypeConfiguration<Import>, IEntityTypeConfiguration<ImportLine>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("imports");
        builder.Property(i => i.State).HasConversion<string>();
        builder.Property(i => i.LookAlikes).HasConversion<string>();
        ParticipantsDb.AsJson(builder.Property(i => i.Totals));
        builder.HasOne<Project>().WithMany().HasForeignKey(i => i.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ImportLine> builder)
    {
        builder.ToTable("import_lines");
        builder.Property(l => l.Outcome).HasConversion<string>();
        builder.Property(l => l.NameKey)
            .HasComputedColumnSql("coalesce(left(folded(left(fields ->> 'name', 200)), 500), '')", stored: true);
        ParticipantsDb.AsJson(builder.Property(l => l.Fields));
        ParticipantsDb.AsJson(builder.Property(l => l.Reasons));
        builder.HasIndex(l => new { l.ImportId, l.Position }).IsUnique();
        builder.HasIndex(l => new { l.ImportId, l.EmailKey });
        builder.HasIndex(l => new { l.ImportId, l.NameKey });
        builder.HasIndex(l => l.EmailKey);
        builder.HasOne<Import>().WithMany().HasForeignKey(l => l.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
