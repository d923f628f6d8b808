using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Surveys.Consents;
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
        export.Property(e => e.Done).HasColumnName("rows_written").HasConversion<long>();
        export.Property(e => e.FinishedAt).HasColumnName("ended_at");
        export.Property(e => e.LeftOut).HasColumnType("jsonb").HasConversion(
            leftOut => JsonSerializer.Serialize(leftOut, StoredJson.Options),
            json => JsonSerializer.Deserialize<LeftOut>(json, StoredJson.Options));
        export.HasOne<Survey>().WithMany().HasForeignKey(e => e.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }
}
