using System.Net;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class RespectingConsents(PublicationsApp app)
{
    [Fact]
    public async Task Without_consent_to_research_nothing_rests_on_a_contribution_and_after_a_withdrawal_what_does_says_so()
    {
        using var staff = app.Client(AllScopes);
        var (project, who, response) = (await app.KnownProjectAsync(), Guid.NewGuid(), Guid.NewGuid());
        var theme = await app.ThemeAsync(staff, project, "BEL");
        await using var others = await app.AnotherServiceAsync();
        await others.PublishAsync(Response(response, project, who, DateTimeOffset.UtcNow));
        await app.ArrivedAsync(response);

        var refused = await RefusedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response }, HttpStatusCode.Conflict);
        refused["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:consent-needed");

        var now = DateTimeOffset.UtcNow;
        await others.PublishAsync(new ConsentGiven(project, who, "research", 1, now));
        await others.PublishAsync(new ConsentGiven(project, who, "quotation", 1, now));
        await HeardAsync(who, "given", 2);
        var evidence = await CreatedAsync(staff, $"themes/{theme}/evidence", new { contributionId = response });
        var before = await ReadAsync(staff, $"themes/{theme}/evidence/{evidence}");
        (before["consentWithdrawn"]!.GetValue<bool>(), before["mayBeQuoted"]!.GetValue<bool>()).ShouldBe((false, true));

        await others.PublishAsync(new ConsentWithdrawn(project, who, "research", now.AddSeconds(1)));
        await others.PublishAsync(new ConsentWithdrawn(project, who, "quotation", now.AddSeconds(1)));
        await HeardAsync(who, "NOT given", 2);
        var after = await ReadAsync(staff, $"themes/{theme}/evidence/{evidence}");
        (after["consentWithdrawn"]!.GetValue<bool>(), after["mayBeQuoted"]!.GetValue<bool>()).ShouldBe((true, false));
    }

    Task HeardAsync(Guid who, string what, int count) =>
        Eventually.Equals(
            (long)count, () => app.ScalarAsync<long>($"SELECT count(*) FROM consents WHERE participant_id = '{who}' AND {what}"));
}
