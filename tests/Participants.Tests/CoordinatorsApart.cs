using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>Who coordinates one project meets the people of that project as staff do, and nobody else.</summary>
public sealed class CoordinatorsApart(ParticipantsApp app)
{
    /// <summary>
    /// Names and federations of organisations are public; of the others <see cref="CoordinatingOneProject"/> says what is seen.
    /// </summary>
    static readonly string[] Lists =
    [
        "GET /people", "GET /organisations", "GET /organisations/{id}", "GET /organisations/{id}/descendants",
        "GET /organisations/{id}/ancestors",
    ];

    [Fact]
    public async Task Every_operation_is_closed_to_them_or_knows_nothing_of_another_project()
    {
        using var staff = app.Staff();
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        await CreatedAsync(staff, $"projects/{project}/participants", Joining(person));
        var elsewhere = new Dictionary<string, Guid>
        {
            ["projects"] = project, ["people"] = person,
            ["issues"] = await CreatedAsync(staff, "newsletter/issues", new { projectId = project, subject = "News", markdown = "Hello" }),
        };
        (await app.OpenToCoordinatorsAsync(AllScopes.Replace(" me", ""), elsewhere, Lists)).ShouldBeEmpty();
    }
}
