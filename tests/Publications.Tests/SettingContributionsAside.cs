using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using QLab.Publications.Contracts;
using QLab.Publications.Outcomes;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class SettingContributionsAside(PublicationsApp app)
{
    const string Reason = "It is about hospital food, which another Lab takes up in spring.";

    [Fact]
    public async Task Lineage_and_whoever_gave_it_are_told_the_reason()
    {
        using var staff = app.Client(AllScopes);
        await using var others = await app.AnotherServiceAsync();
        var told = await others.ListenAsync<ContributionOutcomeChanged>();
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];

        await SetAsideAsync(staff, project, "parked", Reason, response);

        var lineage = await ReadAsync(staff, $"lineage/contributions/{response}");
        lineage["outcome"]!.GetValue<string>().ShouldBe($"parked: {Reason}");
        lineage["summary"]!.GetValue<string>().ShouldBe($"A survey response, given on 3 October 2018, is parked: {Reason}");
        (await ToldAsync(1)).SetAside.ShouldBe(new SetAside("parked", Reason));

        await SetAsideAsync(staff, project, "notUsed", "The spring Lab will not take place.", response);
        (await ToldAsync(2)).SetAside!.Decision.ShouldBe("notUsed");
        await TakenUpAsync(staff, project, response);
        (await ToldAsync(3)).SetAside.ShouldBeNull();
        (await ReadAsync(staff, $"lineage/contributions/{response}"))["outcome"]!.GetValue<string>().ShouldBe("not used yet");

        var changes = (await ReadAsync(staff, $"contributions/{response}/changes")).AsArray();
        changes.Select(c => c!["action"]!.GetValue<string>()).ShouldBe(["parked", "not used", "taken up"]);

        async Task<ContributionOutcomeChanged> ToldAsync(int version)
        {
            await using (var scope = app.Services.CreateAsyncScope())
                await scope.ServiceProvider.GetRequiredService<TellOutcomes>().RunAsync(default);
            ContributionOutcomeChanged? said = null;
            await Eventually.Succeeds(() =>
            {
                said = told.Single(e => e.ContributionId == response && e.Version == version);
                return Task.CompletedTask;
            });
            return said!;
        }
    }

    [Fact]
    public async Task What_is_open_is_listed_until_each_has_an_outcome()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var responses = await app.ResponsesAsync(project, 4);
        var theme = await app.ThemeAsync(staff, project, "T1");
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = responses[0] });
        await SetAsideAsync(staff, project, "parked", Reason, responses[1]);
        await SetAsideAsync(staff, project, "notUsed", "It was a test of the form.", responses[2]);

        foreach (var (state, id) in ((string, Guid)[])[("coded", responses[0]), ("parked", responses[1]), ("notUsed", responses[2]), ("open", responses[3])])
        {
            var only = (await ReadAsync(staff, $"contributions?projectId={project}&state={state}")).AsArray().ShouldHaveSingleItem()!;
            (only["id"]!.GetValue<Guid>(), only["state"]!.GetValue<string>()).ShouldBe((id, state));
        }
        (await ReadAsync(staff, $"contributions?projectId={project}")).AsArray().Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_is_coded_after_all_is_used_and_not_set_aside()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        await SetAsideAsync(staff, project, "parked", Reason, response);
        var theme = await app.ThemeAsync(staff, project, "T1");
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });

        (await ReadAsync(staff, $"lineage/contributions/{response}"))["outcome"]!.GetValue<string>().ShouldBe("not used yet");
        (await ReadAsync(staff, $"contributions?projectId={project}"))[0]!["state"]!.GetValue<string>().ShouldBe("coded");
    }

    [Fact]
    public async Task What_stands_in_the_way_is_told_of_each_and_nothing_is_set_aside()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var responses = await app.ResponsesAsync(project, 2);
        var elsewhere = (await app.ResponsesAsync(await app.KnownProjectAsync(), 1))[0];
        var theme = await app.ThemeAsync(staff, project, "T1");
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = responses[1] });

        var problem = await RefusedAsync(staff, "contributions/set-aside",
            new { projectId = project, contributionIds = (Guid[])[responses[0], responses[1], elsewhere, Guid.NewGuid()], decision = "parked", reason = Reason },
            HttpStatusCode.BadRequest);

        problem["errors"]!.AsObject().Select(e => e.Key)
            .ShouldBe(["/contributionIds/1", "/contributionIds/2", "/contributionIds/3"], ignoreOrder: true);
        (await ReadAsync(staff, $"contributions?projectId={project}&state=parked")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_again_is_one_change()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var response = (await app.ResponsesAsync(project, 1))[0];
        await SetAsideAsync(staff, project, "parked", Reason, response, response);
        await SetAsideAsync(staff, project, "parked", Reason, response);
        (await ReadAsync(staff, $"contributions/{response}/changes")).AsArray().Count.ShouldBe(1);
    }

    static async Task SetAsideAsync(HttpClient staff, Guid project, string decision, string reason, params Guid[] ids)
    {
        using var answer = await staff.PostAsJsonAsync(
            "/api/publications/v1/contributions/set-aside", new { projectId = project, contributionIds = ids, decision, reason });
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json);
        JsonNode.Parse(json)!.AsArray().ShouldAllBe(c => c!["reason"]!.GetValue<string>() == reason);
    }

    static async Task TakenUpAsync(HttpClient staff, Guid project, Guid id)
    {
        using var answer = await staff.PostAsJsonAsync(
            "/api/publications/v1/contributions/take-up", new
            {
                projectId = project, contributionIds = (Guid[])[id], reason = "Looked at again.",
            });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
