using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Participations;

namespace QLab.Participants.Contributions;

sealed class ContributionTables : IEntityTypeConfiguration<Contribution>
{
    public void Configure(EntityTypeBuilder<Contribution> builder)
    {
        builder.HasIndex(c => c.ParticipationId);
        builder.HasOne<Participation>().WithMany().HasForeignKey(c => c.ParticipationId).OnDelete(DeleteBehavior.Cascade);
        ParticipantsDb.AsJson(builder.Property(c => c.UsedIn));
        ParticipantsDb.AsJson(builder.Property(c => c.SetAside!));
    }
}
