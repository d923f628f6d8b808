using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Organisations;
using QLab.Participants.Projects;

namespace QLab.Participants.Interests;

sealed class InterestTables : IEntityTypeConfiguration<ExpressionOfInterest>, IEntityTypeConfiguration<InterestList>
{
    public void Configure(EntityTypeBuilder<ExpressionOfInterest> builder)
    {
        builder.ToTable("expressions_of_interest");
        builder.Property(i => i.State).HasConversion<string>();
        ParticipantsDb.AsJson(builder.Property(i => i.Perspectives));
        ParticipantsDb.AsJson(builder.Property(i => i.Consents));
        builder.HasIndex(i => new { i.ProjectId, i.Id });
        builder.HasIndex(i => new { i.EmailKey, i.ProjectId }).IsUnique().HasFilter("(state = 'Confirmed'::text)");
        builder.HasIndex(i => new { i.EmailKey, i.ReceivedAt });
        builder.HasIndex(i => i.TokenHash).IsUnique();
        builder.HasIndex(i => i.KeptUntil);
        builder.HasIndex(i => i.ParticipationId);
        builder.HasOne<Project>().WithMany().HasForeignKey(i => i.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(i => i.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InterestList>().WithMany().HasForeignKey(i => i.ListId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<InterestList> builder)
    {
        builder.ToTable("interest_lists");
        ParticipantsDb.AsJson(builder.Property(l => l.Refused));
        builder.HasIndex(l => new { l.ProjectId, l.Id });
        builder.HasOne<Project>().WithMany().HasForeignKey(l => l.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(l => l.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}
