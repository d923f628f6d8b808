using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using QLab.Publications.Contracts;
using QLab.Publications.Outcomes;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

/// <summary>Insights are revised and withdrawn, evidence is removed, and who changed a theme is on record.</summary>
public sealed class PuttingSenseMakingRight(PublicationsApp app)
{
    [Fact]
    public async Task An_insight_is_worded_anew_with_a_reason_and_what_it_said_before_is_kept()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var (_, theme) = await CodedAsync(staff, project);
        var insight = await app.InsightAsync(staff, project, theme);
        var body = new { kind = "opportunity", statement = "Services could treat two things at once.", why = "Said again.", reason = "It was put as a barrier." };

        (await PutAsync(staff, insight, body, etag: null)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await PutAsync(staff, insight, new { body.kind, body.statement, body.why }, "*")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var read = await staff.GetAsync($"/api/publications/v1/insights/{insight}");
        var etag = read.Headers.ETag!.ToString();
        (await PutAsync(staff, insight, body, etag)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PutAsync(staff, insight, body, etag)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);

        (await ReadAsync(staff, $"insights/{insight}"))["statement"]!.GetValue<string>().ShouldBe(body.statement);
        var change = (await ReadAsync(staff, $"insights/{insight}/changes")).AsArray().ShouldHaveSingleItem()!;
        change["client"]!.GetValue<string>().ShouldBe("test-client");
        change["before"]!["statement"]!.GetValue<string>().ShouldBe("Services treat one thing at a time.");
        change["before"]!["kind"]!.GetValue<string>().ShouldBe("barrier");
    }

    [Fact]
    public async Task An_insight_that_was_withdrawn_carries_nothing_new_and_stays_behind_what_was_published()
    {
        using var staff = app.Client(AllScopes);
        using var anybody = app.Anonymous();
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<InsightWithdrawn>();
        var project = await app.KnownProjectAsync();
        var (response, theme) = await CodedAsync(staff, project);
        var insight = await app.InsightAsync(staff, project, theme);
        var essay = await app.EssayAsync(staff, project, "withdrawn", insight);

        await DoneAsync(staff, $"insights/{insight}/withdraw", "Nobody agreed to it in the end.");

        await Eventually.Equals(1, () => Task.FromResult(told.Count(e => e.InsightId == insight && e.ProjectId == project)));
        (await ReadAsync(staff, $"insights?projectId={project}&withdrawn=false")).AsArray().ShouldBeEmpty();
        (await ReadAsync(staff, $"insights?projectId={project}&withdrawn=true")).AsArray().Count.ShouldBe(1);
        (await RefusedAsync(staff, "publications", Essay(project, "on-sand", insight), HttpStatusCode.BadRequest))
            ["errors"]!["/basedOnInsightIds/0"]![0]!.GetValue<string>().ShouldBe("This insight has been withdrawn.");
        (await RefusedAsync(staff, $"insights/{insight}/withdraw", new { reason = "Twice." }, HttpStatusCode.Conflict))
            ["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:insight-withdrawn");
        (await ReadAsync(anybody, $"publications/{essay}"))["basedOn"]![0]!["withdrawn"]!.GetValue<bool>().ShouldBeTrue();
        (await ReadAsync(anybody, $"lineage/contributions/{response}"))["summary"]!.GetValue<string>()
            .ShouldEndWith("It was used in version 1 of “Listening first”; what was agreed from it has been withdrawn.");

        await CreatedAsync(staff, $"publications/{essay}/versions", new { markdown = "Without it.", changeNote = "Withdrawn." });
        (await ReadAsync(anybody, $"publications/{essay}"))["basedOn"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Evidence_that_was_removed_helped_what_came_out_before_and_nothing_since()
    {
        using var staff = app.Client(AllScopes);
        using var anybody = app.Anonymous();
        await using var another = await app.AnotherServiceAsync();
        var outcomes = await another.ListenAsync<ContributionOutcomeChanged>();
        var project = await app.KnownProjectAsync();
        var (response, theme) = await CodedAsync(staff, project);
        var insight = await app.InsightAsync(staff, project, theme);
        var essay = await app.EssayAsync(staff, project, "removed", insight);
        var evidence = (await ReadAsync(staff, $"themes/{theme}/evidence"))[0]!["id"]!.GetValue<Guid>();

        await DoneAsync(staff, $"themes/{theme}/evidence/{evidence}/remove", "Coded to the wrong theme.");

        (await ReadAsync(staff, $"themes/{theme}/evidence")).AsArray().ShouldBeEmpty();
        (await ReadAsync(staff, $"themes/{theme}"))["evidence"]!.GetValue<int>().ShouldBe(0);
        (await ReadAsync(staff, $"themes/{theme}/evidence/{evidence}/changes"))[0]!["reason"]!.GetValue<string>()
            .ShouldBe("Coded to the wrong theme.");
        await CreatedAsync(staff, $"publications/{essay}/versions", new { markdown = "Without it.", changeNote = "One voice fewer." });
        (await ReadAsync(anybody, $"lineage/contributions/{response}"))["summary"]!.GetValue<string>()
            .ShouldEndWith(", was used in version 1 of “Listening first”. It is coded to no theme any more.");
        (await ReadAsync(staff, $"lineage/publications/{essay}")).ToJsonString().ShouldNotContain(response.ToString());
        await RefusedAsync(staff, $"themes/{theme}/evidence/{evidence}/remove", new { reason = "Twice." }, HttpStatusCode.NotFound);

        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<TellOutcomes>().RunAsync(default);
        await Eventually.Succeeds(() =>
        {
            var last = outcomes.Single(e => e.ContributionId == response);
            (last.Themes, last.Insights).ShouldBe((0, 0));
            last.UsedIn.ShouldHaveSingleItem().Versions.ShouldBe([1]);
            return Task.CompletedTask;
        });
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });
    }

    [Fact]
    public async Task Who_retired_a_theme_is_shown_to_those_who_may_write()
    {
        using var staff = app.Client(AllScopes);
        using var reader = app.Client("publications:read");
        var theme = await app.ThemeAsync(staff, await app.KnownProjectAsync(), "T1");
        await DoneAsync(staff, $"themes/{theme}/retire", "Nobody codes to it.");

        var change = (await ReadAsync(staff, $"themes/{theme}/changes")).AsArray().ShouldHaveSingleItem()!;
        change["state"]!.GetValue<string>().ShouldBe("retired");
        change["client"]!.GetValue<string>().ShouldBe("test-client");
        (await ReadAsync(reader, $"themes/{theme}/changes"))[0]!["client"].ShouldBeNull();
    }

    async Task<(Guid Response, Guid Theme)> CodedAsync(HttpClient staff, Guid project)
    {
        var response = (await app.ResponsesAsync(project, 1))[0];
        var theme = await app.ThemeAsync(staff, project, "T1");
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });
        return (response, theme);
    }

    static async Task DoneAsync(HttpClient staff, string path, string reason)
    {
        using var done = await staff.PostAsJsonAsync($"/api/publications/v1/{path}", new { reason });
        done.IsSuccessStatusCode.ShouldBeTrue(await done.Content.ReadAsStringAsync());
    }

    static async Task<HttpResponseMessage> PutAsync(HttpClient staff, Guid insight, object body, string? etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/publications/v1/insights/{insight}") { Content = JsonContent.Create(body) };
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await staff.SendAsync(request);
    }
}
