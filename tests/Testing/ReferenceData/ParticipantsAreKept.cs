using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Privacy;
using Shouldly;
using Xunit;
using static QLab.Testing.ReferenceData.Tellings;

namespace QLab.Testing.ReferenceData;

/// <summary>What each service that keeps participants is held to.</summary>
public abstract class ParticipantsAreKept<TProgram>(ServiceApp<TProgram> app) where TProgram : class
{
    readonly Guid project = Guid.NewGuid();

    protected virtual string QueueOfLeaving => "keep-participant-when-left";

    [Fact]
    public Task As_they_left_and_as_they_were_corrected_in_whichever_order() => app.TellInEveryOrderAsync(
        who => [Joined(who, 0, "carer"), Left(who, 1), Corrected(who, 2, "livedExperience")],
        async who => (await KeptAsync(who)).ShouldBe("present: false since 12:01, {livedExperience} since 12:02"));

    [Fact]
    public Task As_present_once_they_have_joined_again() => app.TellInEveryOrderAsync(
        who => [Joined(who, 0, "carer"), Left(who, 1), Joined(who, 2, "carer", "professional")],
        async who => (await KeptAsync(who)).ShouldBe("present: true since 12:02, {carer,professional} since 12:02"));

    [Fact]
    public Task With_what_they_said_when_they_joined_after_a_correction() => app.TellInEveryOrderAsync(
        who => [Corrected(who, 0, "livedExperience"), Joined(who, 1, "carer")],
        async who => (await KeptAsync(who)).ShouldBe("present: true since 12:01, {carer} since 12:01"));

    [Fact]
    public Task As_gone_where_they_joined_and_left_at_the_same_instant() => app.TellInEveryOrderAsync(
        who => [Joined(who, 0, "carer"), Left(who, 0)],
        async who => (await KeptAsync(who)).ShouldBe("present: false since 12:00, {carer} since 12:00"));

    [Fact]
    public async Task As_absent_while_their_joining_is_on_its_way()
    {
        var (left, corrected) = (Guid.NewGuid(), Guid.NewGuid());
        await app.TellAsync(Left(left, 1), Corrected(corrected, 1, "carer"));
        (await KeptAsync(left)).ShouldBe("present: false since 12:01, {} since –");
        (await KeptAsync(corrected)).ShouldBe("present: false since –, {carer} since 12:01");
    }

    [Fact]
    public Task As_reached_in_the_way_that_was_told_last_in_whichever_order() => app.TellInEveryOrderAsync(
        who => [Joined(who, 0, "carer"), Reached(1, (who, "noConsent")), Reached(2, (who, "mail"))],
        async who => (await KeptAsync(who), await ReachAsync(who)).ShouldBe(
            ("present: true since 12:00, {carer} since 12:00", "mail since 12:02")));

    [Fact]
    public async Task With_how_each_of_many_is_reached_and_nothing_is_written_of_what_is_known()
    {
        var (known, other, erased) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await app.TellAsync(Joined(known, 0, "carer"), Reached(1, (known, "post")));
        await app.EraseAsync(erased);
        var before = await VersionAsync(known);

        await app.TellAsync(Reached(1, (erased, "mail"), (known, "post"), (other, "mailReturned"), (known, "post")));

        (await VersionAsync(known)).ShouldBe(before);
        (await ReachAsync(other)).ShouldBe("mailReturned since 12:01");
        (await KeptAsync(other)).ShouldBe("present: false since –, {} since –", "their joining is on its way");
        (await app.Database.TracesAsync(erased.ToString())).ShouldBeEmpty();
    }

    [Fact]
    public async Task And_their_export_says_so()
    {
        var (who, stranger) = (Guid.NewGuid(), Guid.NewGuid());
        await app.TellAsync(Joined(who, 0, "carer"), Joined(stranger, 0, "professional"), Reached(1, (who, "post")));

        var export = (await app.ExportAsync(who))["participations"]!.AsArray().ShouldHaveSingleItem()!;

        export["participantId"]!.GetValue<Guid>().ShouldBe(who);
        export["projectId"]!.GetValue<Guid>().ShouldBe(project);
        export["present"]!.GetValue<bool>().ShouldBeTrue();
        export["reach"]!.GetValue<string>().ShouldBe("post");
        export["perspectives"]!.AsArray().Select(p => p!.GetValue<string>()).ShouldBe(["carer"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Until_they_are_erased_and_no_late_message_brings_them_back(bool known)
    {
        var (who, other) = (Guid.NewGuid(), Guid.NewGuid());
        if (known) await app.TellAsync(Joined(who, 0, "carer"));
        await app.EraseAsync(who);

        await app.TellAsync(
            Joined(who, 1, "carer"), Left(who, 2), Corrected(who, 3, "livedExperience"), Reached(4, (who, "mail")),
            Joined(other, 0, "carer"));

        (await app.Database.TracesAsync(who.ToString())).ShouldBeEmpty();
        (await KeptAsync(other)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Until_they_are_erased_and_what_a_backup_brings_back_is_erased_again()
    {
        var (who, other) = (Guid.NewGuid(), Guid.NewGuid());
        await app.EraseAsync(who);
        await app.TellAsync(Joined(other, 0, "carer"));
        await app.ScalarAsync<int>($"""
            INSERT INTO participants (project_id, id, present, changed_at, perspectives, perspectives_at)
            SELECT project_id, '{who}', present, changed_at, perspectives, perspectives_at FROM participants WHERE id = '{other}'
            """);

        await app.TellAsync(Of(new ErasuresRemembered([Convert.ToBase64String(ErasedIds.HashOf(who))], DateTimeOffset.UtcNow)));

        (await app.Database.TracesAsync(who.ToString())).ShouldBeEmpty();
        (await KeptAsync(other)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Through_queues_that_keep_their_names()
    {
        (await app.QueueOfAsync(Joined(Guid.NewGuid(), 0, "carer"))).ShouldBe($"{app.Service}.keep-participant-when-joined");
        (await app.QueueOfAsync(Reached(0, (Guid.NewGuid(), "mail")))).ShouldBe($"{app.Service}.keep-reach-when-announced");
        (await app.QueueOfAsync(Left(Guid.NewGuid(), 0))).ShouldBe($"{app.Service}.{QueueOfLeaving}");
    }

    Telling Joined(Guid who, int minute, params string[] perspectives) =>
        Of(new ParticipantJoined(project, who, perspectives, Noon.AddMinutes(minute)));

    Telling Left(Guid who, int minute) => Of(new ParticipantLeft(project, who, Noon.AddMinutes(minute)));

    Telling Reached(int minute, params (Guid Who, string How)[] told) => Of(new ParticipantReachAnnounced(
        project, [.. told.Select(t => new ParticipantReach(t.Who, t.How, Noon.AddMinutes(minute)))], Noon.AddMinutes(30)));

    Telling Corrected(Guid who, int minute, params string[] perspectives) => Of(new CorrectionRequested(
        Guid.NewGuid(), who,
        new Dictionary<string, IReadOnlyList<string>> { ["projectId"] = [project.ToString()], ["perspectives"] = perspectives },
        Noon.AddMinutes(minute)));

    Task<string?> KeptAsync(Guid who) => app.ScalarAsync<string>($"""
        SELECT format('present: %s since %s, %s since %s',
            present::text, coalesce(to_char(nullif(changed_at, '-infinity') AT TIME ZONE 'UTC', 'HH24:MI'), '–'),
            perspectives, coalesce(to_char(nullif(perspectives_at, '-infinity') AT TIME ZONE 'UTC', 'HH24:MI'), '–'))
        FROM participants WHERE project_id = '{project}' AND id = '{who}'
        """);

    Task<string?> ReachAsync(Guid who) => app.ScalarAsync<string>(
        $"SELECT format('%s since %s', reach, to_char(reach_at AT TIME ZONE 'UTC', 'HH24:MI')) FROM participants WHERE id = '{who}'");

    Task<string?> VersionAsync(Guid who) => app.ScalarAsync<string>($"SELECT xmin::text FROM participants WHERE id = '{who}'");
}
