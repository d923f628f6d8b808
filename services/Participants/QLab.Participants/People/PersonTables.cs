using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.People.AccessNeeds;

namespace QLab.Participants.People;

sealed class PersonTables : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.Property(p => p.NameKey).HasComputedColumnSql("folded(name)", stored: true);
        builder.HasIndex(p => p.NameKey).HasMethod("gin").HasOperators("gin_trgm_ops");
        builder.HasIndex(p => p.NameKey, "ix_people_name_key_same").HasMethod("hash");
        builder.HasIndex(p => p.EmailKey, "ix_people_email_key_trigrams").HasMethod("gin").HasOperators("gin_trgm_ops");
    }
}

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
