using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Commitments;

sealed class CommitmentTables : IEntityTypeConfiguration<CommitmentCard>, IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<CommitmentCard> card)
    {
        card.HasKey(c => c.WorkshopId);
        card.HasOne<Workshop>().WithOne().HasForeignKey<CommitmentCard>(c => c.WorkshopId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Commitment> commitment)
    {
        commitment.HasIndex(c => new { c.WorkshopId, c.ParticipantId }).IsUnique();
        commitment.HasIndex(c => c.ParticipantId);
        commitment.HasIndex(c => c.LinkHash).IsUnique();
        commitment.HasIndex(c => c.ReturnOn).HasFilter("(returned_at IS NULL)");
        commitment.Property(c => c.ReturnBy).HasConversion<string>();
        commitment.Property(c => c.Outcome).HasConversion<string>();
        commitment.Property(c => c.Answers).AsJson();
        commitment.HasOne<Workshop>().WithMany().HasForeignKey(c => c.WorkshopId).OnDelete(DeleteBehavior.Restrict);
    }
}
