using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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
