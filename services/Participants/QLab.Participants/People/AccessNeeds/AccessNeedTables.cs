using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Participants.People.AccessNeeds;

sealed class AccessNeedTables : IEntityTypeConfiguration<AccessNeed>
{
    public void Configure(EntityTypeBuilder<AccessNeed> builder)
    {
        builder.ToTable("access_needs");
        builder.Property(n => n.Category).HasConversion<string>();
        builder.Property(n => n.IdentifiedBy).HasConversion<string>();
        ParticipantsDb.AsJson(builder.Property(n => n.History));
        builder.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
