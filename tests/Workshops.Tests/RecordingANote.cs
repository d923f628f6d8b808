using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class RecordingANote(WorkshopsApp app)
{
    const string Words = "Organisations change one conversation at a time.";

    [Fact]
    public async Task Is_announced_without_its_words_and_can_be_followed()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project);
        var participant = (await app.JoinedAsync(project, 1))[0];
        await using var another = await app.AnotherServiceAsync();
        var (announced, given) = (await another.ListenAsync<NoteRecorded>(), await another.ListenAsync<ContributionGiven>());
        using var staff = app.Client(WorkshopsApp.AllScopes);

        using var answer =
            await PostAsync(workshop, new { text = Words, kind = "quote", session = "Sharing the learning", participantId = participant });

        var note = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, note.ToJsonString());
        var id = note["id"]!.GetValue<Guid>();
        note["follow"]!.GetValue<string>().ShouldBe($"/api/publications/v1/lineage/contributions/{id}");
        note["simulated"]!.GetValue<bool>().ShouldBeTrue();
        JsonNode.Parse(await staff.GetStringAsync(answer.Headers.Location!.ToString()))!["text"]!.GetValue<string>().ShouldBe(Words);

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.NoteId == id)));
        var said = announced.Single(e => e.NoteId == id);
        (said.WorkshopId, said.ProjectId, said.ParticipantId).ShouldBe((workshop, project, (Guid?)participant));
        JsonSerializer.Serialize(said).ShouldNotContain("conversation");
        await Eventually.Equals(1, () => Task.FromResult(given.Count(e => e.ContributionId == id)));
        given.Single(e => e.ContributionId == id)
            .ShouldBe(new(id, project, participant, "workshops", workshop, "workshopNote", "a workshop note", "workshop note", 1, said.OccurredAt));
    }

    [Fact]
    public async Task For_the_room_needs_no_participant()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var answer = await PostAsync(workshop, new { text = Words, kind = "takeaway" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task In_a_session_that_the_agenda_lacks_is_refused()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var refused = await PostAsync(workshop, new { text = Words, kind = "note", session = "Lunch" });
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/session"]);
    }

    [Theory]
    [InlineData("", "note", "/text")]
    [InlineData("words", "poem", "/kind")]
    public async Task That_is_malformed_is_refused(string text, string kind, string fault)
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var refused = await PostAsync(workshop, new { text, kind });
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe([fault]);
    }

    [Fact]
    public async Task That_is_longer_than_anybody_reads_is_refused()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var refused = await PostAsync(workshop, new { text = new string('x', 10_001), kind = "note" });
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/text"]);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notes WHERE workshop_id = '{workshop}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Of_somebody_nobody_told_of_says_when_to_try_again()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        using var refused = await PostAsync(workshop, new { text = Words, kind = "quote", participantId = Guid.NewGuid() });
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "participant-not-known");
    }

    [Fact]
    public async Task Needs_its_workshop()
    {
        using var refused = await PostAsync(Guid.NewGuid(), new { text = Words, kind = "note" });
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.NotFound, "workshop-not-found");
    }

    [Fact]
    public async Task In_a_closed_project_is_refused()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project);
        await app.CloseAsync(project);
        using var refused = await PostAsync(workshop, new { text = Words, kind = "note" });
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "project-closed");
    }

    [Fact]
    public async Task Is_listed_by_kind_for_those_with_the_scope_only()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        foreach (var kind in new[] { "note", "quote", "takeaway", "quote" })
            (await PostAsync(workshop, new { text = Words, kind })).StatusCode.ShouldBe(HttpStatusCode.Created);
        using var reader = app.Client("workshops:read");
        using var anybody = app.Anonymous();

        JsonNode.Parse(await reader.GetStringAsync(Notes(workshop)))!.AsArray().Count.ShouldBe(4);
        JsonNode.Parse(await reader.GetStringAsync($"{Notes(workshop)}?kind=quote"))!.AsArray().Count.ShouldBe(2);
        using var wrong = await reader.GetAsync($"{Notes(workshop)}?kind=poem");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var refused = await anybody.GetAsync(Notes(workshop));
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    static string Notes(Guid workshop) => $"/api/workshops/v1/workshops/{workshop}/notes";

    async Task<HttpResponseMessage> PostAsync(Guid workshop, object body)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        return await staff.PostAsJsonAsync(Notes(workshop), body);
    }
}
