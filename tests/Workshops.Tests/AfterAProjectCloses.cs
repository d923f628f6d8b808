using System.Net;
using System.Net.Http.Json;

namespace QLab.Workshops.Tests;

public sealed class AfterAProjectCloses(WorkshopsApp app)
{
    [Fact]
    public async Task Nothing_more_is_scheduled_booked_or_noted_and_what_took_place_is_put_on_record()
    {
        var project = await app.KnownProjectAsync();
        var (workshop, people) = (await app.ScheduledAsync(project), await app.JoinedAsync(project, 2));
        using var staff = app.Client(WorkshopsApp.AllScopes);
        var booking = await WorkshopsApp.CreatedAsync(staff, $"workshops/{workshop}/bookings", new { participantId = people[0] });
        await app.CloseAsync(project);

        var details = WorkshopsApp.Details();
        details["projectId"] = project;
        foreach (var (path, body) in new (string, object)[]
        {
            ("workshops", details), ($"workshops/{workshop}/bookings", new { participantId = people[1] }),
            ($"workshops/{workshop}/notes", new { text = "Late.", kind = "note" }),
        })
        {
            using var refused = await staff.PostAsJsonAsync($"/api/workshops/v1/{path}", body);
            await WorkshopsApp.ProblemAsync(refused, HttpStatusCode.Conflict, "project-closed");
        }
        using var cancelled = await staff.DeleteAsync($"/api/workshops/v1/workshops/{workshop}/bookings/{booking}");
        cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent, await cancelled.Content.ReadAsStringAsync());
        await app.HeldAsync(workshop);
    }
}
