using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Imports;

sealed class ImportTables : IEntityTypeConfiguration<Import>, IEntityTypeConfiguration<ImportLine>
{
    public void Configure(EntityTypeBuilder<Import> import)
    {
        import.ToTable("imports");
        import.Property(i => i.State).HasConversion<string>();
        import.Property(i => i.Done).HasColumnName("lines");
        import.Property(i => i.Faults).HasColumnType("jsonb").HasConversion(
            faults => JsonSerializer.Serialize(faults, StoredJson.Options),
            json => JsonSerializer.Deserialize<IReadOnlyList<ImportFault>>(json, StoredJson.Options)!,
            new ValueComparer<IReadOnlyList<ImportFault>>((left, right) => ReferenceEquals(left, right), faults => faults.Count, faults => faults));
        import.HasIndex(i => new { i.SurveyId, i.Id });
        import.HasOne<Survey>().WithMany().HasForeignKey(i => i.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <remarks>
    /// No key leads to the import: checking one for each of a hundred thousand lines takes longer than what it would prevent.
    /// </remarks>
    public void Configure(EntityTypeBuilder<ImportLine> line)
    {
        line.ToTable("import_lines").HasKey(l => new { l.ImportId, l.Number });
        line.Property(l => l.Answers).HasColumnType("jsonb");
        line.HasIndex(l => l.ParticipantId).HasFilter("(participant_id IS NOT NULL)");
    }
}
