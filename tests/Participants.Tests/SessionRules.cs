using QLab.Participants.Keys;
using QLab.Participants.SignIn;

namespace QLab.Participants.Tests;

public sealed class SessionRules
{
    static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, 400, TimeSpan.Zero);
    static readonly SignInOptions Options = new();

    [Fact]
    public void The_former_generation_may_come_again_for_a_moment_and_an_older_one_never()
    {
        var session = Session.Start(Guid.NewGuid(), Start);
        session.Refresh(0, Start.AddMinutes(1), Options).ShouldBe(Refreshing.Rotated);
        session.Refresh(0, Start.AddMinutes(1) + Options.LostAnswer - TimeSpan.FromTicks(1), Options).ShouldBe(Refreshing.Repeated);
        session.Refresh(0, Start.AddMinutes(1) + Options.LostAnswer, Options).ShouldBe(Refreshing.Reused);
        session.Refresh(1, Start.AddMinutes(2), Options).ShouldBe(Refreshing.Rotated);
        session.Refresh(0, Start.AddMinutes(2), Options).ShouldBe(Refreshing.Reused);
        session.Refresh(3, Start.AddMinutes(2), Options).ShouldBe(Refreshing.Reused, "one that was never given");
    }

    [Fact]
    public void No_order_of_refreshes_keeps_two_generations_alive()
    {
        var random = new Random(20260301);
        for (var run = 0; run < 500; run++)
        {
            var session = Session.Start(Guid.NewGuid(), Start);
            var now = Start;
            for (var step = 0; step < 20; step++)
            {
                now += TimeSpan.FromSeconds(random.Next(0, 60));
                var before = session.Generation;
                var asked = random.Next(0, before + 2);
                var outcome = session.Refresh(asked, now, Options);
                (outcome == Refreshing.Rotated).ShouldBe(asked == before);
                if (asked < before - 1 || asked > before) outcome.ShouldBe(Refreshing.Reused);
                session.Generation.ShouldBe(outcome == Refreshing.Rotated ? before + 1 : before);
            }
        }
    }

    [Fact]
    public void A_session_ends_unused_or_old_whichever_comes_first()
    {
        var session = Session.Start(Guid.NewGuid(), Start);
        session.EndsAt(Options.SessionIdle, Options.SessionLongest).ShouldBe(Start + Options.SessionIdle);
        var now = Start;
        for (var i = 0; i < 8; i++)
        {
            now += TimeSpan.FromDays(10);
            session.Refresh(i, now, Options).ShouldBe(Refreshing.Rotated);
        }
        session.EndsAt(Options.SessionIdle, Options.SessionLongest).ShouldBe(Start + Options.SessionLongest);
        session.Refresh(8, Start + Options.SessionLongest, Options).ShouldBe(Refreshing.Over);
    }

    [Fact]
    public void Tokens_are_refused_up_to_the_next_whole_second()
    {
        var session = Session.Start(Guid.NewGuid(), Start);
        session.RefuseTokensBefore(Start).ShouldBe(new DateTimeOffset(2026, 3, 1, 9, 0, 1, TimeSpan.Zero));
        session.TokensFrom.ShouldBeGreaterThan(Start);
    }

    [Fact]
    public void Keyed_hashes_tell_purposes_and_parts_apart()
    {
        var hash = Hash("a-secret-of-at-least-32-characters");
        byte[] a = [1], ab = [1, 2], b = [2], nothing = [];
        var all = new[] { hash.Of("one", a, b), hash.Of("two", a, b), hash.Of("one", ab, nothing), hash.Of("one", nothing, ab), Hash("another-secret-of-32-characters-and").Of("one", a, b) };
        all.Select(Convert.ToHexString).Distinct().Count().ShouldBe(all.Length);
        hash.Of("one", a, b).ShouldBe(all[0]);
    }

    [Fact]
    public void Codes_have_eight_digits_and_each_row_has_its_own()
    {
        var codes =
            new SignInCodes(Hash("a-secret-of-at-least-32-characters"), Microsoft.Extensions.Options.Options.Create(new KeyOptions()));
        var address = codes.HashOf("Ann@Example.org");
        codes.HashOf("ann@example.ORG").ShouldBe(address);
        var made = Enumerable.Range(0, 200).Select(_ => codes.For(Guid.NewGuid(), address)).ToList();
        made.ShouldAllBe(code => code.Length == 8 && code.All(char.IsAsciiDigit));
        made.Distinct().Count().ShouldBeGreaterThan(195);
        codes.IsRight(Guid.NewGuid(), address, made[0]).ShouldBeFalse();
    }

    static KeyedHash Hash(string secret) => new(Microsoft.Extensions.Options.Options.Create(new KeyOptions { EncryptionSecret = secret }));
}
