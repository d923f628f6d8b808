using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Contracts;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Scheduling;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class PuttingProjectsRight(ParticipantsApp app)
{
    [Fact]
    public async Task A_closed_project_is_opened_again_with_a_reason_and_people_join()
    {
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<ProjectReopened>();
        var (project, person) = (await app.ProjectAsync(), await app.PersonAsync());
        using var staff = app.Staff();
        var reason = new { reason = "Closed a year too early." };

        NameOf(await RefusedAsync(staff, $"projects/{project}/reopen", reason)).ShouldBe("project-open");
        await DoneAsync(staff, $"projects/{project}/close");
        NameOf(await RefusedAsync(staff, $"projects/{project}/participants", Joining(person))).ShouldBe("project-closed");
        Pointers(await RefusedAsync(staff, $"projects/{project}/reopen", new { reason = "" }, HttpStatusCode.BadRequest)).ShouldBe(["/reason"]);
        await DoneAsync(staff, $"projects/{project}/reopen", reason);

        (await ReadAsync(staff, $"projects/{project}"))["status"]!.GetValue<string>().ShouldBe("open");
        await CreatedAsync(staff, $"projects/{project}/participants", Joining(person));
        await Eventually.Equals(3, () => Task.FromResult(told.SingleOrDefault(e => e.ProjectId == project)?.Version ?? 0));
        var change = (await ReadAsync(staff, $"projects/{project}/changes")).AsArray().ShouldHaveSingleItem()!;
        (change["action"]!.GetValue<string>(), change["reason"]!.GetValue<string>()).ShouldBe(("reopened", "Closed a year too early."));
        change["before"]!["closedAt"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Skipping_a_phase_and_going_back_need_a_reason_that_stays_on_record()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        foreach (var (phase, reason, action) in new[]
        {
            ("testing", "Research was done before.", "skipped"), ("research", "Something was overlooked.", "returned"),
        })
        {
            NameOf(await RefusedAsync(staff, $"projects/{project}/phases/enter", new { name = phase })).ShouldBe("reason-needed");
            await DoneAsync(staff, $"projects/{project}/phases/enter", new { name = phase, reason });
            var change = (await ReadAsync(staff, $"projects/{project}/changes")).AsArray()[^1]!;
            (change["action"]!.GetValue<string>(), change["reason"]!.GetValue<string>()).ShouldBe((action, reason));
        }
        await DoneAsync(staff, $"projects/{project}/phases/enter", new { name = "testing" });
        (await ReadAsync(staff, $"projects/{project}/changes")).AsArray().Select(c => c!["before"]!["phase"]?.GetValue<string>())
            .ShouldBe([null, "testing"]);
    }

    [Fact]
    public async Task A_partnership_ends_with_a_reason_and_can_be_agreed_again()
    {
        await using var another = await app.AnotherServiceAsync();
        var (ended, announced) = (await another.ListenAsync<PartnershipEnded>(), await another.ListenAsync<ProjectAnnounced>());
        var (project, organisation, partnership) = await PartnerAsync();
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var path = $"projects/{project}/partnerships";

        await DoneAsync(staff, $"{path}/{partnership}/end", new { reason = "The ward was closed." });

        (await ReadAsync(anybody, path)).AsArray().ShouldBeEmpty();
        (await ReadAsync(anybody, $"{path}?ended=true")).AsArray().ShouldHaveSingleItem()!["endedAt"].ShouldNotBeNull();
        (await ReadAsync(anybody, $"{path}/{partnership}"))["endedAt"].ShouldNotBeNull();
        (await ReadAsync(anybody, $"projects/{project}"))["counts"]!["partners"]!.GetValue<int>().ShouldBe(0);
        NameOf(await RefusedAsync(staff, $"{path}/{partnership}/end", new { reason = "Twice." })).ShouldBe("partnership-ended");
        await Eventually.Equals(1, () => Task.FromResult(
            ended.Count(e => e.ProjectId == project && e.OrganisationId == organisation && e.Role == "partner")));
        app.Services.GetRequiredService<WakeSignal<AnnounceProjects>>().Wake();
        await Eventually.Equals(true, () => Task.FromResult(announced.Any(e => e.ProjectId == project && e.Partners.Count == 0)));

        var again = await CreatedAsync(staff, path, new { organisationId = organisation, role = "partner" });
        again.ShouldNotBe(partnership);
        (await ReadAsync(anybody, path)).AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(again);
    }

    [Fact]
    public async Task What_a_partner_gives_is_corrected_with_a_reason_and_what_it_was_is_on_record()
    {
        var (project, _, partnership) = await PartnerAsync();
        using var staff = app.Staff();
        var path = $"projects/{project}/partnerships/{partnership}";
        var body = new { contributions = new[] { "staff time" }, priorities = new[] { "waiting times" }, reason = "Agreed anew." };

        var (status, json) = await PutAsync(staff, path, new { body.contributions, body.priorities }, "*");
        status.ShouldBe(HttpStatusCode.BadRequest, json);
        (await CorrectedAsync(staff, path, body))["priorities"]![0]!.GetValue<string>().ShouldBe("waiting times");
        (await ReadAsync(staff, $"{path}/changes")).AsArray().ShouldHaveSingleItem()!["before"]!["contributions"]![0]!.GetValue<string>()
            .ShouldBe("time");
        await DoneAsync(staff, $"{path}/end", new { reason = "The ward was closed." });
        (status, json) = await PutAsync(staff, path, body, "*");
        status.ShouldBe(HttpStatusCode.Conflict, json);
        NameOf(JsonNode.Parse(json)!).ShouldBe("partnership-ended");
    }

    [Fact]
    public async Task Closing_ends_recruiting_and_leaves_partners_phases_consents_and_leaving()
    {
        var (project, organisation, partnership) = await PartnerAsync();
        var (person, late) = (await app.PersonAsync(), await app.PersonAsync());
        using var staff = app.Staff();
        var participant = await CreatedAsync(staff, $"projects/{project}/participants", Joining(person));
        await DoneAsync(staff, $"projects/{project}/close");

        NameOf(await RefusedAsync(staff, $"projects/{project}/participants", Joining(late))).ShouldBe("project-closed");
        await DoneAsync(staff, $"projects/{project}/phases/enter", new { name = "research" });
        await CreatedAsync(staff, $"projects/{project}/partnerships", new { organisationId = organisation, role = "evaluator" });
        await CorrectedAsync(staff, $"projects/{project}/partnerships/{partnership}", new
        {
            contributions = new[] { "staff time" }, priorities = Array.Empty<string>(), reason = "Agreed anew.",
        });
        await DoneAsync(staff, $"projects/{project}/partnerships/{partnership}/end", new { reason = "The Lab has ended." });
        using var me = app.Person(person);
        (await ReadAsync(me, $"me/participations/{participant}/consents")).ShouldNotBeNull();
        await DoneAsync(staff, $"projects/{project}/participants/{participant}/leave");
    }

    async Task<(Guid Project, Guid Organisation, Guid Partnership)> PartnerAsync()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var organisation = await CreatedAsync(staff, "organisations", new { name = $"Partner {Guid.NewGuid()}", kind = "charity" });
        return (project, organisation, await CreatedAsync(staff, $"projects/{project}/partnerships", new
        {
            organisationId = organisation, role = "partner", contributions = new[] { "time" },
        }));
    }
}
