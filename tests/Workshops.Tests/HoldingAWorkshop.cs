using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Tests;

public sealed class HoldingAWorkshop(WorkshopsApp app)
{
    [Fact]
    public async Task Is_announced_with_a_higher_version()
    {
        var project = await app.KnownProjectAsync();
        var workshop = await app.ScheduledAsync(project);
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<WorkshopHeld>();

        await app.HeldAsync(workshop, attended: 35);

        await Eventually.Equals(1, () => Task.FromResult(announced.Count(e => e.WorkshopId == workshop)));
        var said = announced.Single(e => e.WorkshopId == workshop);
        (said.ProjectId, said.Version, said.Attended).ShouldBe((project, 2, 35));
    }

    [Fact]
    public async Task Before_it_starts_is_refused()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync(), startsAt: DateTimeOffset.UtcNow.AddHours(1));
        using var refused = await HoldAsync(workshop);
        await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "workshop-not-started");
    }

    [Fact]
    public async Task Happens_once_however_many_say_so()
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var answer = await HoldAsync(workshop);
            return answer.StatusCode;
        }));

        answers.Count(status => status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.Conflict).ShouldBe(9);
        using var again = await HoldAsync(workshop);
        (await WorkshopsApp.ProblemAsync(again, HttpStatusCode.Conflict, "workshop-held"))["existingId"]!.GetValue<Guid>()
            .ShouldBe(workshop);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    public async Task Shows_the_public_no_small_attendance(int attended, bool shown)
    {
        var workshop = await app.ScheduledAsync(await app.KnownProjectAsync());
        await app.HeldAsync(workshop, attended);
        using var anybody = app.Anonymous();
        using var staff = app.Client(WorkshopsApp.AllScopes);
        (await AttendedAsync(anybody, workshop)).ShouldBe(shown ? attended : null);
        (await AttendedAsync(staff, workshop)).ShouldBe(attended);
    }

    [Fact]
    public async Task With_fewer_than_nobody_is_malformed()
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        using var refused = await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{Guid.NewGuid()}/held", new { attended = -1 });
        (await WorkshopsApp.FaultsAsync(refused)).ShouldBe(["/attended"]);
    }

    async Task<HttpResponseMessage> HoldAsync(Guid workshop)
    {
        using var staff = app.Client(WorkshopsApp.AllScopes);
        return await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/held", new { attended = 12 });
    }

    static async Task<int?> AttendedAsync(HttpClient client, Guid workshop) =>
        JsonNode.Parse(await client.GetStringAsync($"/api/workshops/v1/workshops/{workshop}"))!["attended"]?.GetValue<int>();
}
