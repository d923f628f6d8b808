using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Exports;

sealed class ExportTables : IEntityTypeConfiguration<Export>
{
    public void Configure(EntityTypeBuilder<Export> export)
    {
        export.ToTable("exports");
        export.HasIndex(e => e.SurveyId);
        export.Property(e => e.Format).HasConversion<string>();
        export.Property(e => e.Delimiter).HasConversion<string>();
        export.Property(e => e.State).HasConversion<string>();
        export.HasOne<Survey>().WithMany().HasForeignKey(e => e.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }
}
