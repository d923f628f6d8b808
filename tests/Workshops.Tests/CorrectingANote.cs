using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class CorrectingANote(WorkshopsApp app)
{
    readonly string name = $"Zbigniew {Guid.NewGuid():N}";

    [Fact]
    public async Task Is_told_under_a_higher_version_and_leaves_no_former_words()
    {
        await using var another = await app.AnotherServiceAsync();
        var given = await another.ListenAsync<ContributionGiven>();
        var (project, workshop, note, participant) = await NotedAsync();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var read = await staff.GetAsync(Note(workshop, note));
        var etag = read.Headers.ETag!.ToString();
        var body = new { text = "Somebody laughed.", kind = "takeaway", session = "Welcome", reason = "It named somebody." };

        using (var blind = await PutAsync(staff, workshop, note, body, null)) blind.StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        using (var done = await PutAsync(staff, workshop, note, body, etag))
            done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync());
        using (var stale = await PutAsync(staff, workshop, note, body, etag)) stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using (var faulty = await PutAsync(staff, workshop, note, new { text = "x", kind = "note", session = "Lunch", reason = "Moved." }, "*"))
            (await WorkshopsApp.FaultsAsync(faulty)).ShouldBe(["/session"]);

        var shown = JsonNode.Parse(await staff.GetStringAsync(Note(workshop, note)))!;
        (shown["text"]!.GetValue<string>(), shown["kind"]!.GetValue<string>()).ShouldBe(("Somebody laughed.", "takeaway"));
        await Eventually.Equals(
            "1,2", () => Task.FromResult(string.Join(",", given.Where(e => e.ContributionId == note).Select(e => e.Version).Order())));
        given.Single(e => e.ContributionId == note && e.Version == 2).ParticipantId.ShouldBe(participant);
        var change = JsonNode.Parse(await staff.GetStringAsync($"{Note(workshop, note)}/changes"))!.AsArray().ShouldHaveSingleItem()!;
        (change["action"]!.GetValue<string>(), change["reason"]!.GetValue<string>()).ShouldBe(("corrected", "It named somebody."));
        (await app.Database.TracesAsync(name)).ShouldBeEmpty();
        project.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task Or_removing_it_is_still_done_when_the_project_is_closed()
    {
        await using var another = await app.AnotherServiceAsync();
        var (withdrawn, removed) = (await another.ListenAsync<ContributionWithdrawn>(), await another.ListenAsync<NoteRemoved>());
        var (project, workshop, note, _) = await NotedAsync();
        await app.CloseAsync(project);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using (var done = await PutAsync(staff, workshop, note, new { text = "Laughed.", kind = "note", session = (string?)null, reason = "Shorter." }, "*"))
            done.StatusCode.ShouldBe(HttpStatusCode.OK, await done.Content.ReadAsStringAsync());

        using (var malformed = await RemoveAsync(staff, workshop, note, "x"))
            (await WorkshopsApp.FaultsAsync(malformed)).ShouldBe(["/reason"]);
        using (var done = await RemoveAsync(staff, workshop, note, "Taken without asking."))
            done.StatusCode.ShouldBe(HttpStatusCode.NoContent, await done.Content.ReadAsStringAsync());

        await Eventually.Equals(3, () => Task.FromResult(withdrawn.SingleOrDefault(e => e.ContributionId == note)?.Version ?? 0));
        await Eventually.Equals(1, () => Task.FromResult(removed.Count(e => e.NoteId == note && e.ProjectId == project)));
        using (var gone = await staff.GetAsync(Note(workshop, note))) await WorkshopsApp.ProblemAsync(gone, HttpStatusCode.Gone, "note-removed");
        JsonNode.Parse(await staff.GetStringAsync($"/api/workshops/v1/workshops/{workshop}/notes"))!.AsArray().ShouldBeEmpty();
        (await app.ScalarAsync<string>($"SELECT text FROM notes WHERE id = '{note}'")).ShouldBe("[removed]");
        using (var again = await RemoveAsync(staff, workshop, note, "Twice over.")) again.StatusCode.ShouldBe(HttpStatusCode.Gone);
        using var reader = app.Client("workshops:read");
        using var refused = await reader.GetAsync($"{Note(workshop, note)}/changes");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Does_not_bring_back_what_was_erased()
    {
        var (_, workshop, note, participant) = await NotedAsync();
        await app.EraseAsync(participant);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var refused = await PutAsync(staff, workshop, note, new { text = "Back.", kind = "note", session = (string?)null, reason = "Found it." }, "*");
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Gone, "note-erased");
    }

    async Task<(Guid Project, Guid Workshop, Guid Note, Guid Participant)> NotedAsync()
    {
        var project = await app.KnownProjectAsync();
        var (workshop, participant) = (await app.ScheduledAsync(project), (await app.JoinedAsync(project, 1))[0]);
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var note = await WorkshopsApp.CreatedAsync(
            staff, $"workshops/{workshop}/notes", new { text = $"{name} laughed.", kind = "quote", participantId = participant });
        return (project, workshop, note, participant);
    }

    static string Note(Guid workshop, Guid note) => $"/api/workshops/v1/workshops/{workshop}/notes/{note}";

    static Task<HttpResponseMessage> RemoveAsync(HttpClient staff, Guid workshop, Guid note, string reason) =>
        staff.PostAsJsonAsync($"{Note(workshop, note)}/remove", new { reason });

    static async Task<HttpResponseMessage> PutAsync(HttpClient staff, Guid workshop, Guid note, object body, string? etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Note(workshop, note)) { Content = JsonContent.Create(body) };
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await staff.SendAsync(request);
    }
}
