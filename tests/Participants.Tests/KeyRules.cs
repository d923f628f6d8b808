using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using QLab.Participants.Clients;
using QLab.Participants.Keys;

namespace QLab.Participants.Tests;

public sealed class KeyRules
{
    const string Secret32 = "a secret that is long enough, 32+";
    static readonly DateTimeOffset Start = new(2018, 9, 1, 0, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(16);

    [Theory]
    [InlineData(-5, "a", "a,b")]
    [InlineData(0, "a", "a,b")]
    [InlineData(59, "a", "a,b")]
    [InlineData(60, "b", "a,b")]
    [InlineData(75, "b", "a,b")]
    [InlineData(76, "b", "b")]
    public void A_key_signs_until_the_next_one_does_and_is_published_until_its_last_token_has_expired(
        int minute, string signing, string published)
    {
        var ring = new KeyRing([Key("b", Start.AddMinutes(60)), Key("a", Start)], Kept);
        var now = Start.AddMinutes(minute);
        ring.Signing(now).KeyId.ShouldBe(signing);
        ring.Published(now).Select(key => key.KeyId).ShouldBe(published.Split(','));
    }

    [Fact]
    public void What_is_sealed_opens_with_the_same_secret_and_name_only()
    {
        byte[] content = [1, 2, 3];
        var closed = Seal.Close(content, Secret32, "kid");
        Seal.Open(closed, Secret32, "kid").ShouldBe(content);
        Should.Throw<InvalidOperationException>(() => Seal.Open(closed, Secret32 + "!", "kid"));
        Should.Throw<InvalidOperationException>(() => Seal.Open(closed, Secret32, "another"));
        closed[^1] ^= 1;
        Should.Throw<InvalidOperationException>(() => Seal.Open(closed, Secret32, "kid"));
    }

    [Fact]
    public void Two_seals_of_the_same_content_share_nothing() =>
        Seal.Close([1, 2, 3], Secret32, "kid").AsSpan()[..28].SequenceEqual(Seal.Close([1, 2, 3], Secret32, "kid").AsSpan()[..28])
            .ShouldBeFalse();

    [Fact]
    public void A_key_is_named_after_its_public_half()
    {
        var stored = SigningKeyPairs.New(Secret32, Start, Start);
        using var pair = stored.Open(Secret32).ECDsa;
        Base64UrlEncoder.Encode(new ECDsaSecurityKey(pair).ComputeJwkThumbprint()).ShouldBe(stored.Kid);
        pair.KeySize.ShouldBe(256);
    }

    [Fact]
    public void A_secret_matches_its_hash_and_no_other()
    {
        var secret = Secret.New();
        var hash = Secret.Hash(secret);
        secret.Length.ShouldBe(43);
        Secret.Matches(secret, hash).ShouldBeTrue();
        Secret.Matches(Secret.New(), hash).ShouldBeFalse();
        Secret.Hash(secret).ShouldNotBe(hash, "each hash has a salt of its own");
    }

    [Fact]
    public async Task A_replaced_secret_is_noticed_though_the_former_one_was_verified()
    {
        using var check = new SecretCheck(Secret.Matches);
        var client = Client("first secret");
        (await check.MatchesAsync(client, "first secret", default, default)).ShouldBe(true);
        (await check.MatchesAsync(client, "wrong secret", default, default)).ShouldBe(false);

        client.SecretHash = Secret.Hash("second secret");
        (await check.MatchesAsync(client, "first secret", default, default)).ShouldBe(false);
        (await check.MatchesAsync(client, "second secret", default, default)).ShouldBe(true);
    }

    [Fact]
    public async Task A_flood_of_secrets_that_were_never_verified_is_cut_short()
    {
        using var check = new SecretCheck(Secret.Matches);
        var client = Client("the secret");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(i => Task.Run(async () => await check.MatchesAsync(client, $"guess {i}", default, default))));
        answers.ShouldContain((bool?)null);
        answers.ShouldNotContain(true);
        (await check.MatchesAsync(client, "the secret", default, default)).ShouldBe(true);
    }

    static RingKey Key(string kid, DateTimeOffset from) => new(new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = kid }, from);

    static Client Client(string secret) => new()
    {
        Id = Guid.NewGuid(), ClientId = "client", Name = "Client", SecretHash = Secret.Hash(secret), Scopes = [], RegisteredAt = Start,
    };
}
