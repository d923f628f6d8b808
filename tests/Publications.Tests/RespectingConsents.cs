using System.Net;
using Microsoft.Extensions.DependencyInjection;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Publications.Outcomes;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class RespectingConsents(PublicationsApp app)
{
    [Fact]
    public async Task Without_consent_to_research_nothing_rests_on_a_contribution_and_after_a_withdrawal_it_is_left_out()
    {
        using var staff = app.Client(AllScopes);
        var (project, who, response) = (await app.KnownProjectAsync(), Guid.NewGuid(), Guid.NewGuid());
        var theme = await app.ThemeAsync(staff, project, "BEL");
        await using var others = await app.AnotherServiceAsync();
        await others.PublishAsync(Response(response, project, who, DateTimeOffset.UtcNow));
        await app.ArrivedAsync(response);

        await NeedsConsentAsync(staff, theme, response);

        var now = DateTimeOffset.UtcNow;
        await others.PublishAsync(new ConsentGiven(project, who, "research", 1, now));
        await others.PublishAsync(new ConsentGiven(project, who, "quotation", 1, now));
        await HeardAsync(who, "given", 2);
        var evidence = await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });
        var before = await ReadAsync(staff, $"themes/{theme}/evidence/{evidence}");
        before["mayBeQuoted"]!.GetValue<bool>().ShouldBeTrue();
        before.AsObject().ShouldNotContainKey("consentWithdrawn", "no piece of evidence says whose consent has ended");
        (await ReadAsync(staff, $"themes/{theme}"))["leftOut"]!.GetValue<int>().ShouldBe(0);
        var essay = await app.EssayAsync(staff, project, $"e-{theme:N}", await app.InsightAsync(staff, project, theme));

        await others.PublishAsync(new ConsentWithdrawn(project, who, "research", now.AddSeconds(1)));
        await HeardAsync(who, "NOT given", 1);
        (await ReadAsync(staff, $"themes/{theme}/evidence")).AsArray().ShouldBeEmpty();
        var counted = await ReadAsync(staff, $"themes/{theme}");
        counted["evidence"]!.GetValue<int>().ShouldBe(0);
        counted["leftOut"].ShouldBeNull("from 1 to 7 are not told");
        (await ReadAsync(staff, $"lineage/publications/{essay}"))["contributions"]!.AsArray().ShouldBeEmpty();
        (await ReadAsync(staff, $"lineage/contributions/{response}"))["outcome"]!.GetValue<string>().ShouldBe(
            "used in version 1 of “Listening first”; left out, because there is no consent to its use for research");
    }

    [Fact]
    public async Task A_batch_is_evidence_and_is_quoted_as_a_whole_or_not_at_all()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var theme = await app.ThemeAsync(staff, project, "BAT");
        await using var others = await app.AnotherServiceAsync();
        var (people, responses) = (New(9), New(9));
        // The batch may be heard of before what is in it.
        var now = DateTimeOffset.UtcNow;
        await app.HandledAsync(await others.PublishAsync(new ContributionsBatched(Guid.NewGuid(), project, responses[..8], now)));
        await app.HandledAsync(await others.PublishAsync(new ContributionsBatched(null, project, responses, now.AddMinutes(-1))));
        for (var i = 0; i < 9; i++)
        {
            await others.PublishAsync(Response(responses[i], project, people[i], now));
            foreach (var purpose in new[] { "research", "quotation" })
                await others.PublishAsync(new ConsentGiven(project, people[i], purpose, 1, now));
            await HeardAsync(people[i], "given", 2);
        }
        await app.ArrivedAsync(responses);
        await NeedsConsentAsync(staff, theme, responses[8]);
        foreach (var response in responses[..8]) await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });
        (await QuotedAsync()).ShouldBe((8, 8));

        await others.PublishAsync(new ConsentWithdrawn(project, people[2], "quotation", now.AddSeconds(1)));
        await HeardAsync(people[2], "NOT given", 1);
        (await QuotedAsync()).ShouldBe((8, 0), "no flag says whose it is");
        await others.PublishAsync(new ConsentWithdrawn(project, people[2], "research", now.AddSeconds(1)));
        await HeardAsync(people[2], "NOT given", 2);
        (await QuotedAsync()).ShouldBe((0, 0));
        (await ReadAsync(staff, $"themes/{theme}"))["leftOut"]!.GetValue<int>().ShouldBe(8);
        var outcomes = new HashSet<string>();
        foreach (var response in responses[..8])
            outcomes.Add((await ReadAsync(staff, $"lineage/contributions/{response}"))["outcome"]!.GetValue<string>());
        outcomes.ShouldHaveSingleItem().ShouldStartWith("left out: it is used only together with others");
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<TellOutcomes>().RunAsync(default);
        (await app.ScalarAsync<long>($"""
            SELECT count(*) FROM told_outcomes JOIN contributions ON id = contribution_id WHERE project_id = '{project}' AND NOT counts
            """)).ShouldBe(9, "all of the batch are told, and who waits for one");

        async Task<(int, int)> QuotedAsync()
        {
            var evidence = (await ReadAsync(staff, $"themes/{theme}/evidence")).AsArray();
            return (evidence.Count, evidence.Count(e => e!["mayBeQuoted"]!.GetValue<bool>()));
        }

        static Guid[] New(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
    }

    [Fact]
    public async Task An_anonymous_contribution_may_be_used_for_what_its_own_form_was_given_consent_to_and_nothing_else()
    {
        using var staff = app.Client(AllScopes);
        var project = await app.KnownProjectAsync();
        var theme = await app.ThemeAsync(staff, project, "ANO");
        await using var others = await app.AnotherServiceAsync();
        var (silent, research, both) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var given = Response(silent, project, null, DateTimeOffset.UtcNow);
        await others.PublishAsync(given with { Consents = null });
        await others.PublishAsync(given with { ContributionId = research, Consents = ["research"] });
        await others.PublishAsync(given with { ContributionId = both, Consents = ["research", "quotation"] });
        await app.ArrivedAsync(silent, research, both);

        await NeedsConsentAsync(staff, theme, silent);
        foreach (var (id, quoted) in new[] { (research, false), (both, true) })
        {
            var evidence = await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = id });
            (await ReadAsync(staff, $"themes/{theme}/evidence/{evidence}"))["mayBeQuoted"]!.GetValue<bool>().ShouldBe(quoted);
        }
    }

    [Fact]
    public async Task What_was_withdrawn_and_then_erased_never_comes_back_nor_does_what_is_told_after_the_erasure()
    {
        using var staff = app.Client(AllScopes);
        var (project, person) = (await app.KnownProjectAsync(), Guid.NewGuid());
        var theme = await app.ThemeAsync(staff, project, "ERA");
        var who = await app.ConsentingAsync(project);
        await using var others = await app.AnotherServiceAsync();
        var (response, late) = (Guid.NewGuid(), Guid.NewGuid());
        await others.PublishAsync(Response(response, project, who, DateTimeOffset.UtcNow));
        await app.ArrivedAsync(response);
        await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });

        await others.PublishAsync(new ConsentWithdrawn(project, who, "research", DateTimeOffset.UtcNow.AddSeconds(1)));
        await HeardAsync(who, "NOT given", 1);
        await app.HandledAsync(await others.PublishAsync(new ErasureRequested(Guid.NewGuid(), person, [who], DateTimeOffset.UtcNow)));
        (await ReadAsync(staff, $"themes/{theme}/evidence")).AsArray().ShouldBeEmpty("nobody's is not anonymous");

        await app.HandledAsync(await others.PublishAsync(Response(response, project, who, DateTimeOffset.UtcNow) with { Version = 2 }));
        await others.PublishAsync(Response(late, project, who, DateTimeOffset.UtcNow));
        await app.ArrivedAsync(late);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM contributions WHERE participant_id = '{who}'")).ShouldBe(0);
        (await ReadAsync(staff, $"themes/{theme}/evidence")).AsArray().ShouldBeEmpty();
        await NeedsConsentAsync(staff, theme, late);
    }

    static async Task NeedsConsentAsync(HttpClient staff, Guid theme, Guid contribution) =>
        (await RefusedAsync(staff, $"themes/{theme}/evidence", new { contributionId = contribution }, HttpStatusCode.Conflict))
            ["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:consent-needed");

    Task HeardAsync(Guid who, string what, int count) =>
        Eventually.Equals(
            (long)count, () => app.ScalarAsync<long>($"SELECT count(*) FROM consents WHERE participant_id = '{who}' AND {what}"));
}
