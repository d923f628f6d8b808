using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Rounds;

sealed class RoundTables : IEntityTypeConfiguration<Round>, IEntityTypeConfiguration<Vote>
{
    public void Configure(EntityTypeBuilder<Round> round)
    {
        round.HasIndex(r => r.ProjectId);
        round.HasIndex(r => r.WorkshopId);
        round.HasIndex(r => r.ClosesAt).HasFilter("((closed_at IS NULL) AND (cancelled_at IS NULL))");
        round.Property(r => r.Method).HasConversion<string>();
        round.Property(r => r.Items).AsJson();
        round.Property(r => r.Result).AsJson();
        round.HasOne<Workshop>().WithMany().HasForeignKey(r => r.WorkshopId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Vote> vote)
    {
        vote.HasIndex(v => new { v.RoundId, v.ParticipantId }).IsUnique();
        vote.HasIndex(v => v.ParticipantId);
        vote.Property(v => v.Choices).AsJson();
        vote.HasOne<Round>().WithMany().HasForeignKey(v => v.RoundId).OnDelete(DeleteBehavior.Restrict);
    }
}
