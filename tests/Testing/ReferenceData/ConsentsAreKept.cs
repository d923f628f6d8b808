using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Privacy;
using Shouldly;
using Xunit;
using static QLab.Testing.ReferenceData.Tellings;

namespace QLab.Testing.ReferenceData;

/// <summary>What each service that keeps consents is held to.</summary>
public abstract class ConsentsAreKept<TProgram>(ServiceApp<TProgram> app) where TProgram : class
{
    static readonly string[] Purposes = ["contact", "livedExperienceData", "namedCredit", "newsletter", "quotation", "research"];

    readonly Guid project = Guid.NewGuid();

    /// <summary>The purposes that the service has to know of.</summary>
    protected virtual string[] Kept => Purposes;

    [Fact]
    public Task As_given_where_that_was_said_last() => app.TellInEveryOrderAsync(
        who => [Given(who, 0), Withdrawn(who, 1), Given(who, 2)],
        async who => (await KeptAsync(who)).ShouldBe(["research: true since 12:02"]));

    [Fact]
    public Task As_withdrawn_where_that_was_said_last() => app.TellInEveryOrderAsync(
        who => [Given(who, 0), Given(who, 1), Withdrawn(who, 2)],
        async who => (await KeptAsync(who)).ShouldBe(["research: false since 12:02"]));

    [Fact]
    public Task As_withdrawn_where_both_were_said_at_the_same_instant() => app.TellInEveryOrderAsync(
        who => [Given(who, 0), Withdrawn(who, 0)],
        async who => (await KeptAsync(who)).ShouldBe(["research: false since 12:00"]));

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public async Task As_the_latest_word_says_heard_all_at_once_and_more_than_once(int seed)
    {
        var (chance, who) = (new Random(seed), Guid.NewGuid());
        var said = Enumerable.Range(0, 40).Select(minute => (Minute: minute, Given: chance.Next(2) == 0)).ToArray();
        var heard = said.Concat(said.Take(10)).ToArray();
        chance.Shuffle(heard);
        await using var participants = await app.AnotherServiceAsync();

        foreach (var (minute, given) in heard) await (given ? Given(who, minute) : Withdrawn(who, minute))(participants);

        var last = $"research: {(said[^1].Given ? "true" : "false")} since 12:39";
        await Eventually.Succeeds(async () => (await KeptAsync(who)).ShouldBe([last]));
    }

    [Fact]
    public async Task For_each_purpose_that_matters_here_by_itself()
    {
        var who = Guid.NewGuid();

        await app.TellAsync([.. Purposes.Select(purpose => Given(who, 0, purpose)), Withdrawn(who, 1)]);

        (await KeptAsync(who)).ShouldBe(
            Kept.Select(purpose => purpose == "research" ? "research: false since 12:01" : $"{purpose}: true since 12:00"));
    }

    [Fact]
    public async Task As_announced_where_it_was_missed_and_nothing_is_written_of_what_is_known()
    {
        var (known, later, missed, gone, erased) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await app.TellAsync(Given(known, 1), Given(later, 0), Withdrawn(later, 3), Given(gone, 0));
        await app.EraseAsync(erased);
        var before = await VersionAsync(known);

        await app.TellAsync(Announced((known, true, 1), (later, true, 2), (missed, true, 2), (gone, false, 2), (erased, true, 2)));

        (await VersionAsync(known)).ShouldBe(before);
        (await KeptAsync(later)).ShouldBe(["research: false since 12:03"]);
        (await KeptAsync(missed)).ShouldBe(["research: true since 12:02"]);
        (await KeptAsync(gone)).ShouldBe(["research: false since 12:02"]);
        (await app.Database.TracesAsync(erased.ToString())).ShouldBeEmpty();
    }

    [Fact]
    public async Task And_their_export_says_so()
    {
        var (who, stranger) = (Guid.NewGuid(), Guid.NewGuid());
        await app.TellAsync(Withdrawn(who, 0), Given(stranger, 0));

        var export = (await app.ExportAsync(who))["consents"]!.AsArray().ShouldHaveSingleItem()!;

        export["participantId"]!.GetValue<Guid>().ShouldBe(who);
        export["purpose"]!.GetValue<string>().ShouldBe("research");
        export["given"]!.GetValue<bool>().ShouldBeFalse();
        export["changedAt"]!.GetValue<DateTimeOffset>().ShouldBe(Noon);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Until_they_are_erased_and_no_late_message_brings_them_back(bool known)
    {
        var (who, other) = (Guid.NewGuid(), Guid.NewGuid());
        if (known) await app.TellAsync(Given(who, 0));
        await app.EraseAsync(who);

        await app.TellAsync(Given(who, 1), Withdrawn(who, 2), Given(other, 0));

        (await app.Database.TracesAsync(who.ToString())).ShouldBeEmpty();
        (await KeptAsync(other)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Until_they_are_erased_and_what_a_backup_brings_back_is_erased_again()
    {
        var (who, other) = (Guid.NewGuid(), Guid.NewGuid());
        await app.EraseAsync(who);
        await app.TellAsync(Given(other, 0));
        await app.ScalarAsync<int>($"""
            INSERT INTO consents (participant_id, purpose, given, changed_at)
            SELECT '{who}', purpose, given, changed_at FROM consents WHERE participant_id = '{other}'
            """);

        await app.TellAsync(Of(new ErasuresRemembered([Convert.ToBase64String(ErasedIds.HashOf(who))], DateTimeOffset.UtcNow)));

        (await app.Database.TracesAsync(who.ToString())).ShouldBeEmpty();
        (await KeptAsync(other)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Through_queues_that_keep_their_names()
    {
        (await app.QueueOfAsync(Given(Guid.NewGuid(), 0))).ShouldBe($"{app.Service}.keep-consent-when-given");
        (await app.QueueOfAsync(Announced((Guid.NewGuid(), true, 0)))).ShouldBe($"{app.Service}.keep-consents-when-announced");
        (await app.QueueOfAsync(Withdrawn(Guid.NewGuid(), 0))).ShouldBe($"{app.Service}.drop-consent-when-withdrawn");
    }

    Telling Given(Guid who, int minute, string purpose = "research") =>
        Of(new ConsentGiven(project, who, purpose, 1, Noon.AddMinutes(minute)));

    Telling Withdrawn(Guid who, int minute) => Of(new ConsentWithdrawn(project, who, "research", Noon.AddMinutes(minute)));

    Telling Announced(params (Guid Who, bool Given, int Minute)[] told) => Of(new ConsentsAnnounced(
        project, [.. told.Select(t => new AnnouncedConsent(t.Who, "research", t.Given, 1, Noon.AddMinutes(t.Minute)))],
        Noon.AddMinutes(30)));

    Task<string?> VersionAsync(Guid who) => app.ScalarAsync<string>($"SELECT xmin::text FROM consents WHERE participant_id = '{who}'");

    Task<string[]?> KeptAsync(Guid who) => app.ScalarAsync<string[]>($"""
        SELECT array_agg(format('%s: %s since %s', purpose, given::text, to_char(changed_at AT TIME ZONE 'UTC', 'HH24:MI')) ORDER BY purpose)
        FROM consents WHERE participant_id = '{who}'
        """);
}
