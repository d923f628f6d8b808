using System.Net;
using QLab.Contributions;
using QLab.Publications.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class SeeingWhatBecameOfMyContributions(ParticipantsApp app)
{
    static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    static readonly Guid Essay = Guid.NewGuid();

    [Fact]
    public async Task Everything_I_gave_in_every_service_is_in_one_list_and_nothing_of_others()
    {
        var (me, project, participant, _) = await SomebodyAsync();
        var (_, _, another, _) = await SomebodyAsync();
        await using var services = await app.AnotherServiceAsync();
        var (response, note, theirs, anonymous) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await services.PublishAsync(Given(response, project, participant, "surveys", "surveyResponse", "a survey response"));
        await services.PublishAsync(Given(note, project, participant, "workshops", "workshopNote", "a workshop note"));
        await services.PublishAsync(Given(theirs, project, another, "surveys", "surveyResponse", "a survey response"));
        await services.PublishAsync(Given(anonymous, project, null, "surveys", "surveyResponse", "a survey response"));

        using var mine = app.Person(me);
        await Eventually.Equals(2, async () => (await ReadAsync(mine, "me/contributions")).AsArray().Count);
        var items = (await ReadAsync(mine, "me/contributions")).AsArray();
        items.Select(i => i!["id"]!.GetValue<Guid>()).ShouldBe([response, note], ignoreOrder: true);
        items.ShouldAllBe(i => i!["outcome"]!.GetValue<string>() == "received" && i["projectTitle"]!.GetValue<string>() == "Pain and mood");
        (await ReadAsync(mine, $"me/contributions?projectId={Guid.NewGuid()}")).AsArray().ShouldBeEmpty();
        using var anybody = app.Anonymous();
        (await anybody.GetAsync("/api/participants/v1/me/contributions")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_latest_outcome_counts_in_whatever_order_it_is_heard(bool inOrder)
    {
        var (me, project, participant, _) = await SomebodyAsync();
        await using var services = await app.AnotherServiceAsync();
        var response = Guid.NewGuid();
        Func<Task<Guid>>[] said =
        [
            () => services.PublishAsync(Given(response, project, participant, "surveys", "surveyResponse", "a survey response")),
            () => services.PublishAsync(Outcome(response, project, participant, 1, true)),
            () => services.PublishAsync(Outcome(response, project, participant, 2, true, 1, 2)),
            () => services.PublishAsync(Outcome(response, project, participant, 3, false, 1, 2)),
        ];
        foreach (var saying in inOrder ? said : said.Reverse()) await app.HandledAsync(await saying());

        using var mine = app.Person(me);
        var shown = (await ReadAsync(mine, "me/contributions")).AsArray().ShouldHaveSingleItem()!;
        shown["outcome"]!.GetValue<string>().ShouldBe("leftOut");
        shown["summary"]!.GetValue<string>().ShouldBe(
            "It was used in versions 1 and 2 of “Listening first”, and is left out since the consent to its use for research ended.");

        await app.HandledAsync(await services.PublishAsync(
            new ContributionWithdrawn(response, project, "surveys", "surveyResponse", 2, Now)));
        shown = (await ReadAsync(mine, "me/contributions"))[0]!;
        shown["outcome"]!.GetValue<string>().ShouldBe("takenBack");
    }

    [Theory]
    [InlineData("parked", "Parked for later: It is about hospital food.")]
    [InlineData("notUsed", "Not used: It is about hospital food.")]
    public async Task What_was_set_aside_says_why(string decision, string summary)
    {
        var (me, project, participant, _) = await SomebodyAsync();
        await using var services = await app.AnotherServiceAsync();
        var response = Guid.NewGuid();
        await app.HandledAsync(await services.PublishAsync(
            Given(response, project, participant, "surveys", "surveyResponse", "a survey response")));
        var aside =
            Outcome(response, project, participant, 1, true) with { Themes = 0, SetAside = new(decision, "It is about hospital food.") };
        await app.HandledAsync(await services.PublishAsync(aside));

        using var mine = app.Person(me);
        var shown = (await ReadAsync(mine, "me/contributions")).AsArray().ShouldHaveSingleItem()!;
        (shown["outcome"]!.GetValue<string>(), shown["summary"]!.GetValue<string>()).ShouldBe((decision, summary));

        await app.HandledAsync(await services.PublishAsync(aside with { SetAside = null, Version = 2 }));
        (await ReadAsync(mine, "me/contributions"))[0]!["summary"]!.GetValue<string>().ShouldBe("It is coded to no theme now.");
    }

    [Fact]
    public async Task What_is_used_only_together_with_others_says_so_and_not_whose_consent_is_missing()
    {
        var (me, project, participant, _) = await SomebodyAsync();
        await using var services = await app.AnotherServiceAsync();
        var response = Guid.NewGuid();
        await app.HandledAsync(await services.PublishAsync(
            Given(response, project, participant, "surveys", "surveyResponse", "a survey response")));
        await app.HandledAsync(await services.PublishAsync(Outcome(response, project, participant, 1, false) with { Together = true }));

        using var mine = app.Person(me);
        (await ReadAsync(mine, "me/contributions"))[0]!["summary"]!.GetValue<string>().ShouldBe(
            "Left out for now: it is used only together with what others gave, and only while all of them consent.");
    }

    [Fact]
    public async Task A_mail_says_once_that_a_publication_rests_on_something_of_mine_if_I_agreed_to_be_contacted()
    {
        var (_, project, participant, email) = await SomebodyAsync("contact");
        var (_, otherProject, silent, silentEmail) = await SomebodyAsync();
        await using var services = await app.AnotherServiceAsync();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await services.PublishAsync(Outcome(Guid.NewGuid(), otherProject, silent, 1, true, 1));
        await services.PublishAsync(Outcome(first, project, participant, 1, true, 1));
        var mail = await app.Mail.LatestToAsync(email);
        mail["Subject"].ShouldBe("Something you gave is part of “Listening first”");
        mail.Text.ShouldContain($"/publications/{Essay}");

        await app.HandledAsync(await services.PublishAsync(Outcome(first, project, participant, 2, true, 1, 2)));
        await app.HandledAsync(await services.PublishAsync(Outcome(second, project, participant, 1, true, 1)));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>(
            $"SELECT count(*) FROM notifications WHERE participation_id IN ('{participant}', '{silent}') AND state IN ('Waiting', 'Sending')"));
        app.Mail.To(email).Count().ShouldBe(1);
        app.Mail.To(silentEmail).ShouldBeEmpty();
        (await app.ScalarAsync<string>($"SELECT state FROM notifications WHERE participation_id = '{silent}'")).ShouldBe("Withheld");
    }

    [Fact]
    public async Task After_an_erasure_no_late_message_makes_a_row()
    {
        var (me, project, participant, _) = await SomebodyAsync();
        await using var services = await app.AnotherServiceAsync();
        await app.HandledAsync(await services.PublishAsync(
            Given(Guid.NewGuid(), project, participant, "surveys", "surveyResponse", "a survey response")));
        using var staff = app.Staff();
        using var erased = await staff.PostAsync($"/api/participants/v1/people/{me}/erasure", null);
        erased.IsSuccessStatusCode.ShouldBeTrue(await erased.Content.ReadAsStringAsync());
        await Eventually.Equals(0L, () => app.ScalarAsync<long>($"SELECT count(*) FROM contributions WHERE project_id = '{project}'"));

        await app.HandledAsync(await services.PublishAsync(
            Given(Guid.NewGuid(), project, participant, "surveys", "surveyResponse", "a survey response")));
        await app.HandledAsync(await services.PublishAsync(Outcome(Guid.NewGuid(), project, participant, 1, true, 1)));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM contributions WHERE project_id = '{project}'")).ShouldBe(0);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE participation_id = '{participant}'")).ShouldBe(0);
    }

    async Task<(Guid Person, Guid Project, Guid Participant, string Email)> SomebodyAsync(params string[] consents)
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var email = $"{Guid.NewGuid():N}@example.org";
        var person = await app.PersonAsync(email: email);
        return (person, project, await CreatedAsync(staff, $"projects/{project}/participants", Joining(person, [.. consents.Select(purpose => new { purpose, given = true })])), email);
    }

    static ContributionGiven Given(Guid id, Guid project, Guid? participant, string service, string kind, string label) =>
        new(id, project, participant, service, Guid.NewGuid(), kind, label, label[2..], 1, Now);

    static ContributionOutcomeChanged Outcome(
        Guid id, Guid project, Guid participant, int version, bool counts, params int[] editions) => new(
        id, project, participant, counts, 1, editions.Length, editions.Length == 0 ? [] : [new(Essay, "Listening first", editions)],
        version, Now);
}
