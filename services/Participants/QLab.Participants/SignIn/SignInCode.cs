using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Participants.SignIn;

/// <summary>Somebody asked for a code for an address, which may be nobody's. Holds neither the code nor, once it is handled, the address.</summary>
sealed class SignInCode
{
    public required Guid Id { get; init; }
    public required byte[] AddressHash { get; init; }

    /// <summary>The address, sealed, until the code has been sent or there was nobody to send it to.</summary>
    public byte[]? SealedAddress { get; set; }

    public int Tries { get; private init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>How often something was done in a window; the key is a keyed hash.</summary>
sealed class SignInCount
{
    public required byte[] Key { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required int Count { get; init; }
}

sealed class SignInTables : IEntityTypeConfiguration<SignInCode>, IEntityTypeConfiguration<SignInCount>
{
    public void Configure(EntityTypeBuilder<SignInCode> builder)
    {
        builder.HasIndex(c => c.AddressHash);
        builder.HasIndex(c => c.AskedAt).HasFilter("(sealed_address IS NOT NULL)");
    }

    public void Configure(EntityTypeBuilder<SignInCount> builder) => builder.HasKey(c => c.Key);
}
