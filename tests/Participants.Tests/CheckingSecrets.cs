using QLab.Participants.Clients;

namespace QLab.Participants.Tests;

/// <summary>What it costs to be told "no": counted, not timed.</summary>
public sealed class CheckingSecrets
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_wrong_secret_costs_the_same_whether_there_is_such_a_client_or_not()
    {
        var used = Client("used");
        var rotated = Client("rotated");
        rotated.Rotate("newer", Now, TimeSpan.FromHours(1));
        foreach (var (client, what) in new[] { (null, "unknown"), (Client("unused"), "unused"), (used, "used"), (rotated, "with two secrets") })
        {
            using var check = Counting(out var hashed);
            if (client == used) await check.MatchesAsync(used, "used", Now, default);
            hashed.Clear();

            (await check.MatchesAsync(client, "wrong", Now, default)).ShouldBe(false, what);

            hashed.Count.ShouldBe(2, what);
        }
    }

    [Fact]
    public async Task A_secret_that_was_right_before_costs_nothing()
    {
        var client = Client("right");
        using var check = Counting(out var hashed);
        (await check.MatchesAsync(client, "right", Now, default)).ShouldBe(true);
        hashed.Clear();
        (await check.MatchesAsync(client, "right", Now, default)).ShouldBe(true);
        hashed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_former_secret_is_right_while_it_overlaps_and_no_longer()
    {
        var client = Client("former");
        client.Rotate("newer", Now, TimeSpan.FromHours(1));
        using var check = Counting(out _);
        (await check.MatchesAsync(client, "former", Now, default)).ShouldBe(true);
        (await check.MatchesAsync(client, "newer", Now, default)).ShouldBe(true);
        (await check.MatchesAsync(client, "former", Now.AddHours(1), default)).ShouldBe(false);
    }

    /// <summary>Takes hash and secret for the same text, and notes each comparison.</summary>
    static SecretCheck Counting(out List<string> hashed)
    {
        var noted = hashed = [];
        return new((secret, hash) =>
        {
            noted.Add(hash);
            return secret == hash;
        });
    }

    static Client Client(string secretHash) => new()
    {
        Id = Guid.NewGuid(), ClientId = secretHash, Name = "Client", SecretHash = secretHash, Scopes = [], RegisteredAt = Now,
    };
}
