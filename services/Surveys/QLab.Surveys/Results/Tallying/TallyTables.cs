using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Results.Tallying;

sealed class TallyTables : IEntityTypeConfiguration<KeptTally>
{
    public void Configure(EntityTypeBuilder<KeptTally> tally)
    {
        tally.ToTable("tallies").HasKey(t => new { t.SurveyId, t.Query });
        tally.Property(t => t.Definition).HasColumnType("jsonb");
        tally.Property(t => t.State).HasColumnType("jsonb");
        tally.Property(t => t.Shown).HasColumnType("jsonb");
        tally.HasOne<Survey>().WithMany().HasForeignKey(t => t.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }
}
