using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Participants.Participations.Representation;

sealed class StepTables : IEntityTypeConfiguration<ParticipationStep>
{
    public void Configure(EntityTypeBuilder<ParticipationStep> builder)
    {
        builder.ToTable("participation_steps").HasKey(s => new { s.ParticipationId, s.Step });
        builder.Property(s => s.Step).HasConversion<string>();
        builder.HasOne<Participation>().WithMany().HasForeignKey(s => s.ParticipationId).OnDelete(DeleteBehavior.Cascade);
    }
}
