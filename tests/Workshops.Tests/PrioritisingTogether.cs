using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class PrioritisingTogether(WorkshopsApp app)
{
    [Fact]
    public async Task Is_secret_until_it_is_closed_and_then_tells_the_order_to_those_who_could_vote()
    {
        await using var another = await app.AnotherServiceAsync();
        var (closed, given) = (await another.ListenAsync<RoundClosed>(), await another.ListenAsync<ContributionGiven>());
        var project = await app.KnownProjectAsync();
        var people = await app.JoinedAsync(project, 10);
        var theme = Guid.NewGuid();
        var round = await OpenAsync(
            project, new { dots = 3, items = new object[] { new { label = "Nights" }, new { label = "Waits", themeId = theme } } });
        using var staff = app.Client(WorkshopsApp.AllScopes);
        foreach (var person in people)
        {
            using var cast = await VoteAsync(person, round, Dots((1, 1), (2, 2)));
            cast.StatusCode.ShouldBe(HttpStatusCode.OK, await cast.Content.ReadAsStringAsync());
        }

        using (var secret = await staff.GetAsync(Rounds($"{round}/result")))
            await WorkshopsApp.ProblemAsync(secret, HttpStatusCode.Conflict, "round-open");
        JsonNode.Parse(await staff.GetStringAsync(Rounds(round.ToString())))!["votes"]!.GetValue<int>().ShouldBe(10);

        using (var done = await staff.PostAsync(Rounds($"{round}/close"), null))
            done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync());

        using var voter = app.Participating(people[0]);
        var result = JsonNode.Parse(await voter.GetStringAsync($"/api/workshops/v1/me/rounds/{round}/result"))!;
        (result["votes"]!.GetValue<int>(), result["participants"]!.GetValue<int>()).ShouldBe((10, 10));
        result["orders"]![0]!["standings"]!.AsArray().Select(s => (s!["place"]!.GetValue<int>(), s["score"]!.GetValue<decimal>()))
            .ShouldBe([(2, 10m), (1, 20m)]);
        var carers = result["byPerspective"]!.AsArray().ShouldHaveSingleItem()!;
        (carers["perspective"]!.GetValue<string>(), carers["votes"]!.GetValue<int>()).ShouldBe(("carer", 10));
        await Eventually.Equals(1, () => Task.FromResult(closed.Count(e => e.RoundId == round)));
        closed.Single(e => e.RoundId == round).Places.ShouldBe([new(1, null, null, 2), new(2, theme, null, 1)]);
        await Eventually.Equals(10, () => Task.FromResult(given.Count(e => e.OriginId == round && e.Kind == "vote")));

        using var late = await VoteAsync(people[0], round, Dots((1, 3)));
        await WorkshopsApp.ProblemAsync(late, HttpStatusCode.Conflict, "round-over");
        using var stranger = app.Participating((await app.JoinedAsync(await app.KnownProjectAsync(), 1))[0]);
        using var unknown = await stranger.GetAsync($"/api/workshops/v1/me/rounds/{round}/result");
        await WorkshopsApp.ProblemAsync(unknown, HttpStatusCode.NotFound, "round-not-found");
    }

    [Fact]
    public async Task Takes_one_vote_a_person_that_may_be_changed_and_taken_back()
    {
        await using var another = await app.AnotherServiceAsync();
        var withdrawn = await another.ListenAsync<ContributionWithdrawn>();
        var project = await app.KnownProjectAsync();
        var person = (await app.JoinedAsync(project, 1))[0];
        var round = await OpenAsync(project, new { method = "ranking" });
        using var me = app.Participating(person);
        foreach (var ranking in new[] { new[] { 1, 2 }, [2, 1] })
            using (var cast =
                await VoteAsync(person, round, new { choices = new { dots = (object?)null, ranking, pairs = (object?)null } }))
                cast.StatusCode.ShouldBe(HttpStatusCode.OK, await cast.Content.ReadAsStringAsync());

        var mine = JsonNode.Parse(await me.GetStringAsync($"/api/workshops/v1/me/rounds/{round}/vote"))!;
        mine["choices"]!["ranking"]!.AsArray().Select(item => item!.GetValue<int>()).ShouldBe([2, 1]);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM votes WHERE round_id = '{round}'")).ShouldBe(1);
        var listed = JsonNode.Parse(await me.GetStringAsync("/api/workshops/v1/me/rounds?open=true"))!.AsArray().Single(r => r!["id"]!.GetValue<Guid>() == round)!;
        listed["voted"]!.GetValue<bool>().ShouldBeTrue();

        using (var gone = await me.DeleteAsync($"/api/workshops/v1/me/rounds/{round}/vote"))
            gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.Equals(
            3, () => Task.FromResult(withdrawn.SingleOrDefault(e => e.ContributionId == mine["id"]!.GetValue<Guid>())?.Version ?? 0));
        using var none = await me.GetAsync($"/api/workshops/v1/me/rounds/{round}/vote");
        await WorkshopsApp.ProblemAsync(none, HttpStatusCode.NotFound, "vote-not-found");
    }

    [Fact]
    public async Task Does_not_tell_what_a_few_have_voted()
    {
        var project = await app.KnownProjectAsync();
        var people = await app.JoinedAsync(project, 12);
        await PerspectivesAsync(project, people[..3], "livedExperience");
        var round = await OpenAsync(project, new { dots = 1 });
        foreach (var person in people[..2]) (await VoteAsync(person, round, Dots((2, 1)))).Dispose();
        var two = await CloseAsync(round);
        two["votes"].ShouldBeNull();
        two["orders"]![0]!["standings"]!.AsArray()
            .ShouldAllBe(s => s!["place"] == null && s["score"] == null, "with two votes an order tells both of them");
        two["byPerspective"]!.AsArray().ShouldAllBe(p => p!["orders"] == null);

        var second = await OpenAsync(project, new { dots = 1 });
        foreach (var person in people) (await VoteAsync(person, second, Dots((2, 1)))).Dispose();
        var all = await CloseAsync(second);
        all["votes"]!.GetValue<int>().ShouldBe(12);
        all["byPerspective"]!.AsArray().Count.ShouldBe(2);
        all["byPerspective"]!.AsArray().ShouldAllBe(p => p!["orders"] == null, "nine carers of twelve would tell of the three others");
    }

    [Fact]
    public async Task Counts_each_vote_that_was_answered_and_none_after_it()
    {
        var project = await app.KnownProjectAsync();
        var people = await app.JoinedAsync(project, 30);
        var round = await OpenAsync(project, new { dots = 1 });
        var casting = people.Select(async person =>
        {
            using var cast = await VoteAsync(person, round, Dots((1, 1)));
            return cast.StatusCode;
        }).ToList();
        await casting[0];
        var result = await CloseAsync(round);
        var taken = (await Task.WhenAll(casting)).Count(status => status == HttpStatusCode.OK);

        (await app.ScalarAsync<long>($"SELECT count(*) FROM votes WHERE round_id = '{round}'")).ShouldBe(taken);
        if (taken > 7) result["votes"]!.GetValue<int>().ShouldBe(taken);
    }

    [Fact]
    public async Task Closes_by_itself_when_its_time_is_up()
    {
        await using var another = await app.AnotherServiceAsync();
        var closed = await another.ListenAsync<RoundClosed>();
        using var replica = app.Replica();
        var round = await OpenAsync(await app.KnownProjectAsync(), new { dots = 1, closesAt = DateTimeOffset.UtcNow.AddSeconds(2) });
        await Eventually.Equals(true, () => app.ScalarAsync<bool>($"SELECT closed_at IS NOT NULL FROM rounds WHERE id = '{round}'"));
        await Eventually.Equals(1, () => Task.FromResult(closed.Count(e => e.RoundId == round)));
        (await app.ScalarAsync<int>($"SELECT (result->>'votes')::int FROM rounds WHERE id = '{round}'")).ShouldBe(0);
    }

    [Fact]
    public async Task That_was_cancelled_keeps_no_votes_and_says_why()
    {
        var project = await app.KnownProjectAsync();
        var person = (await app.JoinedAsync(project, 1))[0];
        var round = await OpenAsync(project, new { dots = 1 });
        (await VoteAsync(person, round, Dots((1, 1)))).Dispose();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using (var done = await staff.PostAsJsonAsync(Rounds($"{round}/cancel"), new { reason = "Opened twice." }))
            done.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM votes WHERE round_id = '{round}'")).ShouldBe(0);
        JsonNode.Parse(await staff.GetStringAsync(Rounds($"{round}/changes")))![0]!["reason"]!.GetValue<string>().ShouldBe("Opened twice.");
        using var result = await staff.GetAsync(Rounds($"{round}/result"));
        await WorkshopsApp.ProblemAsync(result, HttpStatusCode.Conflict, "round-cancelled");
    }

    [Theory]
    [InlineData("""{ "choices": { "dots": [{ "item": 1, "dots": 2 }, { "item": 2, "dots": 2 }], "ranking": null, "pairs": null } }""", "/choices/dots")]
    [InlineData("""{ "choices": { "dots": [{ "item": 7, "dots": 1 }], "ranking": null, "pairs": null } }""", "/choices/dots/0")]
    [InlineData("""{ "choices": { "dots": [{ "item": 1, "dots": 1 }, { "item": 1, "dots": 1 }], "ranking": null, "pairs": null } }""", "/choices/dots")]
    [InlineData("""{ "choices": { "dots": null, "ranking": [1], "pairs": null } }""", "/choices/dots", "/choices/ranking")]
    public async Task Says_what_is_wrong_with_a_vote(string body, params string[] faults)
    {
        var project = await app.KnownProjectAsync();
        var person = (await app.JoinedAsync(project, 1))[0];
        using var refused = await VoteAsync(person, await OpenAsync(project, new { dots = 3 }), JsonNode.Parse(body)!);
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(faults);
    }

    [Fact]
    public async Task Is_opened_with_what_its_method_needs()
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync(Rounds(""), new
        {
            projectId = await app.KnownProjectAsync(), title = "T", question = "Q?", method = "dotVoting", mostOnOne = 2,
            closesAt = DateTimeOffset.UtcNow.AddDays(-1), items = new[] { new { label = "One" }, new { label = "One" } },
        });
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/dots", "/mostOnOne", "/closesAt", "/items/1/label"], ignoreOrder: true);
    }

    [Fact]
    public async Task Staff_bring_in_a_vote_from_the_wall_and_an_erasure_leaves_it_counted()
    {
        var project = await app.KnownProjectAsync();
        var person = (await app.JoinedAsync(project, 1))[0];
        var round = await OpenAsync(project, new { method = "pairwise" });
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var pairs =
            new { choices = new { dots = (object?)null, ranking = (object?)null, pairs = new[] { new { better = 1, worse = 2 } } } };
        using (var cast = await staff.PutAsJsonAsync(Rounds($"{round}/votes/{person}"), pairs))
            cast.StatusCode.ShouldBe(HttpStatusCode.NoContent, await cast.Content.ReadAsStringAsync());
        (await app.ExportAsync(person))["votes"]!.AsArray().ShouldHaveSingleItem()!["roundId"]!.GetValue<Guid>().ShouldBe(round);

        await app.EraseAsync(person);

        (await app.Database.TracesAsync(person.ToString())).ShouldBeEmpty();
        (await app.ScalarAsync<long>($"SELECT count(*) FROM votes WHERE round_id = '{round}'")).ShouldBe(1);
    }

    static string Rounds(string rest) => $"/api/workshops/v1/rounds/{rest}".TrimEnd('/');

    static object Dots(params (int Item, int Dots)[] on) => new
    {
        choices = new { dots = on.Select(one => new { item = one.Item, dots = one.Dots }), ranking = (object?)null, pairs = (object?)null },
    };

    async Task<Guid> OpenAsync(Guid project, object details)
    {
        var body = JsonNode.Parse("""{ "title": "What first?", "question": "What would change most?", "method": "dotVoting", "items": [{ "label": "Nights" }, { "label": "Waits" }] }""")!;
        body["projectId"] = project;
        foreach (var (member, value) in System.Text.Json.JsonSerializer.SerializeToNode(details)!.AsObject())
            body[member] = value?.DeepClone();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        return await WorkshopsApp.CreatedAsync(staff, "rounds", body);
    }

    async Task<HttpResponseMessage> VoteAsync(Guid participant, Guid round, object vote)
    {
        using var me = app.Participating(participant);
        return await me.PutAsJsonAsync($"/api/workshops/v1/me/rounds/{round}/vote", vote);
    }

    async Task<JsonNode> CloseAsync(Guid round)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var done = await staff.PostAsync(Rounds($"{round}/close"), null);
        done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync());
        return JsonNode.Parse(await done.Content.ReadAsStringAsync())!;
    }

    async Task PerspectivesAsync(Guid project, Guid[] people, string perspective)
    {
        await using var participants = await app.AnotherServiceAsync();
        foreach (var person in people)
            await participants.PublishAsync(new ParticipantJoined(project, person, [perspective], DateTimeOffset.UtcNow.AddMinutes(1)));
        foreach (var person in people)
            await Eventually.Equals(
                true, () => app.ScalarAsync<bool>($"SELECT perspectives = ARRAY['{perspective}'] FROM participants WHERE id = '{person}'"));
    }
}
