using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Testing;

namespace QLab.Workshops.Tests;

public sealed class CapturingTogether(WorkshopsApp app)
{
    [Fact]
    public async Task Somebody_notes_for_themselves_corrects_it_and_takes_it_back()
    {
        await using var another = await app.AnotherServiceAsync();
        var given = await another.ListenAsync<ContributionGiven>();
        var (workshop, people) = await BookedAsync(2);
        using var me = app.Participating(people[0]);
        var note =
            await WorkshopsApp.CreatedAsync(me, Mine(workshop), new { text = "Ask the night shift.", kind = "idea", session = "Welcome" });
        await Eventually.Equals(
            people[0], () => Task.FromResult(given.SingleOrDefault(e => e.ContributionId == note)?.ParticipantId ?? Guid.Empty));

        using (var put = new HttpRequestMessage(HttpMethod.Put, Address($"{Mine(workshop)}/{note}")))
        {
            put.Content = JsonContent.Create(new
            {
                text = "Ask the night shift first.", kind = "idea", session = (string?)null, reason = "I meant first.",
            });
            put.Headers.TryAddWithoutValidation("If-Match", "*");
            using var done = await me.SendAsync(put);
            done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync());
        }
        using var other = app.Participating(people[1]);
        using (var theirs = await other.GetAsync(Address($"{Mine(workshop)}/{note}")))
            await WorkshopsApp.ProblemAsync(theirs, HttpStatusCode.NotFound, "note-not-found");
        using (var theirs = await other.PostAsJsonAsync(Address($"{Mine(workshop)}/{note}/remove"), new { reason = "Not mine." }))
            theirs.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var done = await me.PostAsJsonAsync(Address($"{Mine(workshop)}/{note}/remove"), new { reason = "I changed my mind." }))
            done.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        JsonNode.Parse(await me.GetStringAsync(Address(Mine(workshop))))!.AsArray().ShouldBeEmpty();

        using var stranger = app.Participating((await app.JoinedAsync(await app.KnownProjectAsync(), 1))[0]);
        using var refused = await stranger.PostAsJsonAsync(Address(Mine(workshop)), new { text = "x", kind = "note" });
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.NotFound, "workshop-not-found");
    }

    [Fact]
    public async Task What_is_written_in_secret_nobody_else_sees_until_all_is_revealed()
    {
        var (workshop, people) = await BookedAsync(2);
        using var me = app.Participating(people[0]);
        using var other = app.Participating(people[1]);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var note = await WorkshopsApp.CreatedAsync(me, Mine(workshop), new { text = "In secret.", kind = "idea", secret = true });

        foreach (var (client, address) in new[] { (other, $"me/workshops/{workshop}/board"), (staff, $"workshops/{workshop}/notes"), (staff, $"workshops/{workshop}/notes/export?format=markdown") })
            (await client.GetStringAsync(Address(address))).ShouldNotContain("In secret.");
        using (var hidden = await staff.GetAsync(Address($"workshops/{workshop}/notes/{note}")))
            await WorkshopsApp.ProblemAsync(hidden, HttpStatusCode.Conflict, "note-secret");
        (await me.GetStringAsync(Address(Mine(workshop)))).ShouldContain("In secret.");

        using (var nowhere = await staff.PostAsJsonAsync(Address($"workshops/{workshop}/notes/reveal"), new { session = "Nowhere" }))
            (await WorkshopsApp.FaultsAsync(nowhere)).ShouldBe(["/session"]);
        using (var revealed = await staff.PostAsJsonAsync(Address($"workshops/{workshop}/notes/reveal"), new { }))
            JsonNode.Parse(await revealed.Content.ReadAsStringAsync())!["revealed"]!.GetValue<int>().ShouldBe(1);

        var board = await other.GetStringAsync(Address($"me/workshops/{workshop}/board"));
        board.ShouldContain("In secret.");
        board.ShouldNotContain(people[0].ToString(), customMessage: "the board does not say whose it is");
        using var absent = app.Participating((await app.JoinedAsync(await ProjectOf(workshop), 1))[0]);
        using var refused = await absent.GetAsync(Address($"me/workshops/{workshop}/board"));
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.NotFound, "workshop-not-found");
    }

    [Fact]
    public async Task The_board_goes_out_as_CSV_and_Markdown_with_what_may_be_used_alone()
    {
        var (workshop, people) = await BookedAsync(1);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await WorkshopsApp.CreatedAsync(
            staff, $"workshops/{workshop}/notes", new { text = "=1+1, \"quoted\"\n# no heading", kind = "takeaway", session = "Welcome" });
        await WorkshopsApp.CreatedAsync(
            staff, $"workshops/{workshop}/notes", new { text = "Never asked.", kind = "quote", participantId = people[0] });

        using var csv = await staff.GetAsync(Address($"workshops/{workshop}/notes/export?format=csv"));
        csv.Headers.GetValues("QLab-Left-Out").ShouldBe(["notes=few"]);
        var lines = await csv.Content.ReadAsStringAsync();
        lines.ShouldContain("noteId,session,kind,text");
        lines.ShouldContain("'=1+1");
        lines.ShouldNotContain("Never asked.");
        var markdown = await staff.GetStringAsync(Address($"workshops/{workshop}/notes/export?format=markdown"));
        markdown.ShouldContain("## Welcome\n\n### Takeaways\n\n- ");
        markdown.ShouldContain("\n  \\# no heading");

        await using var participants = await app.AnotherServiceAsync();
        await participants.PublishAsync(new ConsentGiven(await ProjectOf(workshop), people[0], "research", 1, DateTimeOffset.UtcNow));
        await Eventually.Equals(true, async () => (await staff.GetStringAsync(Address($"workshops/{workshop}/notes/export?format=markdown"))).Contains("Never asked.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Feedback_on_a_role_play_is_for_the_presenter_alone_and_goes_with_either_of_them()
    {
        var (workshop, people) = await BookedAsync(3);
        using var presenter = app.Participating(people[0]);
        var (plays, voice) = ($"me/workshops/{workshop}/role-plays", $"calm {Guid.NewGuid():N}");
        var code = await PresentAsync(presenter, plays);
        var said = new { influenced = "that it was one person's story.", doubted = "whether there is time.", voiceAndBody = voice };
        foreach (var listener in people[1..])
        {
            using var other = app.Participating(listener);
            for (var time = 0; time < 2; time++)
                using (var told = await other.PutAsJsonAsync(Address($"{plays}/{code.ToLowerInvariant()}/feedback"), said))
                    told.StatusCode.ShouldBe(HttpStatusCode.NoContent, await told.Content.ReadAsStringAsync());
            JsonNode.Parse(await other.GetStringAsync(Address(plays)))!.AsArray().ShouldBeEmpty("it is not theirs to read");
        }
        using (var own = await presenter.PutAsJsonAsync(Address($"{plays}/{code}/feedback"), said))
            await WorkshopsApp.ProblemAsync(own, HttpStatusCode.Conflict, "own-role-play");
        using (var blank =
            await presenter.PutAsJsonAsync(Address($"{plays}/{code}/feedback"), new { influenced = " ", doubted = "", voiceAndBody = "x" }))
            (await WorkshopsApp.FaultsAsync(blank)).ShouldBe(["/influenced", "/doubted"], ignoreOrder: true);
        var heard = JsonNode.Parse(await presenter.GetStringAsync(Address(plays)))!;
        heard[0]!["feedback"]!.AsArray().Count.ShouldBe(2);
        people[1..].ShouldAllBe(listener => !heard.ToJsonString().Contains(listener.ToString(), StringComparison.Ordinal));
        (await app.ExportAsync(people[0]))["rolePlayFeedback"]!.AsArray().Count.ShouldBe(2);

        await app.EraseAsync(people[1]);
        JsonNode.Parse(await presenter.GetStringAsync(Address(plays)))![0]!["feedback"]!.AsArray().Count.ShouldBe(1);
        await app.EraseAsync(people[0]);
        (await app.Database.TracesAsync(people[0].ToString(), people[1].ToString(), voice)).ShouldBeEmpty();
    }

    static string Address(string rest) => $"/api/workshops/v1/{rest}";

    static string Mine(Guid workshop) => $"me/workshops/{workshop}/notes";

    static async Task<string> PresentAsync(HttpClient presenter, string plays)
    {
        using var begun = await presenter.PostAsync(Address(plays), null);
        begun.StatusCode.ShouldBe(HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        return JsonNode.Parse(await begun.Content.ReadAsStringAsync())!["code"]!.GetValue<string>();
    }

    async Task<(Guid Workshop, Guid[] People)> BookedAsync(int count)
    {
        var project = await app.KnownProjectAsync();
        var (workshop, people) = (await app.ScheduledAsync(project), await app.JoinedAsync(project, count));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        foreach (var person in people)
            await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = person });
        return (workshop, people);
    }

    async Task<Guid> ProjectOf(Guid workshop) => await app.ScalarAsync<Guid>($"SELECT project_id FROM workshops WHERE id = '{workshop}'");
}
