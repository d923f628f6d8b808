using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Testing;

namespace QLab.Workshops.Tests;

public sealed class InterviewingPeers(WorkshopsApp app)
{
    readonly string words = $"My day {Guid.NewGuid():N}.";

    [Fact]
    public async Task With_lived_experience_on_both_sides_is_drawn_agreed_to_and_written_down()
    {
        await using var another = await app.AnotherServiceAsync();
        var given = await another.ListenAsync<ContributionGiven>();
        var project = await app.KnownProjectAsync();
        var (peers, carer) = (await LivedAsync(project, 2), (await app.JoinedAsync(project, 1))[0]);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using (var refused = await staff.PostAsJsonAsync(Address("pairs"), Pairing(project, [peers[0], carer])))
            (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/participantIds/1"]);
        using var drawn = await staff.PostAsJsonAsync(Address("pairs"), Pairing(project, null));
        var pairs = JsonNode.Parse(await drawn.Content.ReadAsStringAsync())!;
        drawn.StatusCode.ShouldBe(HttpStatusCode.OK, pairs.ToJsonString());
        var interview = pairs["interviews"]!.AsArray().ShouldHaveSingleItem()!;
        var id = interview["id"]!.GetValue<Guid>();

        using (var early = await WriteAsync(staff, id, "x"))
            await WorkshopsApp.ProblemAsync(early, HttpStatusCode.Conflict, "speakers-not-agreed");
        foreach (var peer in peers)
        {
            using var me = app.Participating(peer);
            JsonNode.Parse(await me.GetStringAsync("/api/workshops/v1/me/interviews"))!.AsArray()
                .ShouldHaveSingleItem()!["agreed"]!.GetValue<bool>().ShouldBeFalse();
            using var agreed = await me.PutAsJsonAsync($"/api/workshops/v1/me/interviews/{id}/agreement", new { agrees = true });
            agreed.StatusCode.ShouldBe(HttpStatusCode.NoContent, await agreed.Content.ReadAsStringAsync());
        }
        using (var refused = await WriteAsync(staff, id, "P7: No.\nP8: No.")) (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/text"]);
        using (var written = await WriteAsync(staff, id, $"P1: How is it?\nP2: {words}"))
            written.StatusCode.ShouldBe(HttpStatusCode.OK, await written.Content.ReadAsStringAsync());

        await Eventually.Equals(2, () => Task.FromResult(given.Count(e => e.OriginId == id && e.Kind == "interview")));
        var unasked = JsonNode.Parse(await staff.GetStringAsync(Address($"{id}/transcript")))!;
        (unasked["turns"]!.AsArray().Count, unasked["leftOut"]!.GetValue<bool>()).ShouldBe((0, true), "nobody consented to research");
        var second =
            interview["speakers"]!.AsArray().Single(s => s!["name"]!.GetValue<string>() == "P2")!["participantId"]!.GetValue<Guid>();
        await another.PublishAsync(new ConsentGiven(project, second, "research", 1, DateTimeOffset.UtcNow));
        await Eventually.Equals(
            true, async () => (await staff.GetStringAsync(Address($"{id}/transcript"))).Contains(words, StringComparison.Ordinal));
        using var teller = app.Participating(second);
        (await teller.GetStringAsync($"/api/workshops/v1/me/interviews/{id}/words")).ShouldContain(words);
        (await app.ExportAsync(second))["interviews"]!.ToJsonString().ShouldContain(words);

        await app.EraseAsync(second);
        (await app.Database.TracesAsync(second.ToString(), words)).ShouldBeEmpty();
        using (var again = await WriteAsync(staff, id, $"P1: How is it?\nP2: {words}")) again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Database.TracesAsync(words)).ShouldBeEmpty("what was erased does not come back with another copy");
    }

    [Fact]
    public async Task That_was_taken_back_leaves_no_words()
    {
        await using var another = await app.AnotherServiceAsync();
        var withdrawn = await another.ListenAsync<ContributionWithdrawn>();
        var project = await app.KnownProjectAsync();
        var person = (await app.JoinedAsync(project, 1))[0];
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var id = await WorkshopsApp.CreatedAsync(staff, "interviews", new { projectId = project, title = "Alone", topics = new[] { "A usual day" }, speakers = new object[] { new { name = "I" }, new { name = "P1", participantId = person } } });
        var speaker = await app.ScalarAsync<Guid>($"SELECT id FROM speakers WHERE interview_id = '{id}' AND name = 'P1'");
        using (var agreed = await staff.PutAsJsonAsync(Address($"{id}/speakers/{speaker}/agreement"), new { agrees = true }))
            agreed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using (var written = await WriteAsync(staff, id, $"I: How is it?\nP1: {words}"))
            written.StatusCode.ShouldBe(HttpStatusCode.OK, await written.Content.ReadAsStringAsync());

        using (var removed = await staff.PostAsJsonAsync(Address($"{id}/transcript/remove"), new { reason = "They asked us to." }))
            removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await Eventually.Equals(2, () => Task.FromResult(withdrawn.SingleOrDefault(e => e.ContributionId == speaker)?.Version ?? 0));
        (await app.Database.TracesAsync(words)).ShouldBeEmpty();
        using var gone = await staff.GetAsync(Address($"{id}/transcript"));
        await WorkshopsApp.ProblemAsync(gone, HttpStatusCode.NotFound, "transcript-not-found");
    }

    [Fact]
    public async Task Whoever_said_no_themselves_is_not_spoken_for()
    {
        var project = await app.KnownProjectAsync();
        var person = (await app.JoinedAsync(project, 1))[0];
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var me = app.Participating(person);
        var id = await AgreedAsync(staff, project, person, record: false);
        var speaker = await app.ScalarAsync<Guid>($"SELECT id FROM speakers WHERE interview_id = '{id}' AND participant_id = '{person}'");
        async Task<HttpStatusCode> SayAsync(HttpClient client, string address, bool agrees)
        {
            using var said = await client.PutAsJsonAsync($"/api/workshops/v1/{address}/agreement", new { agrees });
            return said.StatusCode;
        }
        string mine = $"me/interviews/{id}", onBehalf = $"interviews/{id}/speakers/{speaker}";

        (await SayAsync(me, mine, false)).ShouldBe(HttpStatusCode.NoContent);
        (await SayAsync(staff, onBehalf, true)).ShouldBe(HttpStatusCode.Conflict);
        (await SayAsync(staff, onBehalf, false)).ShouldBe(HttpStatusCode.NoContent);
        (await SayAsync(staff, onBehalf, true)).ShouldBe(HttpStatusCode.Conflict);
        (await SayAsync(me, mine, true)).ShouldBe(HttpStatusCode.NoContent);
        (await SayAsync(staff, onBehalf, false)).ShouldBe(HttpStatusCode.NoContent);
        (await SayAsync(staff, onBehalf, true)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Is_recorded_with_everybody_s_agreement_until_a_day_and_goes_with_whoever_speaks()
    {
        var project = await app.KnownProjectAsync();
        var people = await app.JoinedAsync(project, 2);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var (first, second) = (await AgreedAsync(staff, project, people[0], record: false), await AgreedAsync(staff, project, people[1]));
        using (var early = await RecordAsync(staff, first, "2030-01-31"))
            await WorkshopsApp.ProblemAsync(early, HttpStatusCode.Conflict, "speakers-not-agreed");
        using (var past = await RecordAsync(staff, second, "2019-01-31")) (await WorkshopsApp.FaultsAsync(past)).ShouldBe(["/keptUntil"]);
        var day =
            DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var kept = new List<string>();
        for (var time = 0; time < 2; time++)
            using (var added = await RecordAsync(staff, second, day))
            {
                added.StatusCode.ShouldBe(HttpStatusCode.Created, await added.Content.ReadAsStringAsync());
                kept.Add(JsonNode.Parse(await added.Content.ReadAsStringAsync())!["file"]!.GetValue<string>());
            }
        (await staff.GetByteArrayAsync(kept[0])).Length.ShouldBe(Sound.Length);
        using var reader = app.Client("workshops:read");
        using (var closed = await reader.GetAsync(kept[0])) closed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await app.ScalarAsync<int>(
            $"UPDATE recordings SET kept_until = current_date - 2 WHERE id = '{kept[0].Split('/')[^2]}' RETURNING 1");
        await Eventually.Equals(HttpStatusCode.NotFound, async () =>
        {
            using var gone = await staff.GetAsync(kept[0]);
            return gone.StatusCode;
        });
        await app.EraseAsync(people[1]);
        using var erased = await staff.GetAsync(kept[1]);
        await WorkshopsApp.ProblemAsync(erased, HttpStatusCode.NotFound, "recording-not-found");
    }

    static readonly byte[] Sound = [.. "ID3"u8, 4, 0, .. new byte[60]];

    static async Task<Guid> AgreedAsync(HttpClient staff, Guid project, Guid person, bool record = true)
    {
        var created = new { projectId = project, title = "Voices", topics = new[] { "A usual day" }, speakers = new object[] { new { name = "I" }, new { name = "P1", participantId = person } } };
        using var arranged = await staff.PostAsJsonAsync("/api/workshops/v1/interviews", created);
        var interview = JsonNode.Parse(await arranged.Content.ReadAsStringAsync())!;
        var id = interview["id"]!.GetValue<Guid>();
        var speaker = interview["speakers"]!.AsArray().Single(s => s!["participantId"] is not null)!["id"]!.GetValue<Guid>();
        if (record) (await staff.PutAsJsonAsync(Address($"{id}/speakers/{speaker}/agreement"), new { agrees = true })).Dispose();
        return id;
    }

    static async Task<HttpResponseMessage> RecordAsync(HttpClient staff, Guid id, string until)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(until), "keptUntil" }, { new ByteArrayContent(Sound), "file", "voices.mp3" },
        };
        return await staff.PostAsync(Address($"{id}/recordings"), form);
    }

    static string Address(string rest) => $"/api/workshops/v1/interviews/{rest}";

    static object Pairing(Guid project, Guid[]? people) =>
        new { projectId = project, title = "Peers", topics = new[] { "A usual day" }, seed = 7, participantIds = people };

    static async Task<HttpResponseMessage> WriteAsync(HttpClient staff, Guid id, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Address($"{id}/transcript"))
        {
            Content = JsonContent.Create(new
            {
                format = "plainText", text,
            })
        };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await staff.SendAsync(request);
    }

    async Task<Guid[]> LivedAsync(Guid project, int count)
    {
        Guid[] people = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
        await using var participants = await app.AnotherServiceAsync();
        foreach (var person in people) await app.HandledAsync(
            await participants.PublishAsync(new ParticipantJoined(project, person, ["livedExperience"], DateTimeOffset.UtcNow)));
        return people;
    }
}
