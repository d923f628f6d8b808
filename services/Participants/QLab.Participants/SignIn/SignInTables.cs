using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.People;

namespace QLab.Participants.SignIn;

sealed class SignInTables :
    IEntityTypeConfiguration<SignInCode>, IEntityTypeConfiguration<SignInCount>, IEntityTypeConfiguration<Session>, IEntityTypeConfiguration<Revocation>
{
    public void Configure(EntityTypeBuilder<SignInCode> builder)
    {
        builder.Property(c => c.Purpose).HasConversion<string>();
        builder.HasIndex(c => c.AddressHash);
        builder.HasIndex(c => c.AskedAt).HasFilter("(sealed_address IS NOT NULL)");
    }

    public void Configure(EntityTypeBuilder<SignInCount> builder)
    {
        builder.HasKey(c => c.Key);
        builder.HasIndex(c => c.AddressHash);
    }

    public void Configure(EntityTypeBuilder<Session> builder) =>
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);

    public void Configure(EntityTypeBuilder<Revocation> builder) => builder.HasKey(r => new { r.Claim, r.Value });
}
