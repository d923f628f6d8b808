using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QLab.AppHost.Tests.Engine;
using QLab.Testing;

namespace QLab.AppHost.Tests.Browser;

/// <summary>An operator who looks at the dashboard of a lab after somebody has answered a survey.</summary>
public sealed partial class DashboardVisit(TwoLabs labs) : IAsyncLifetime
{
    static readonly string Pictures = Path.Combine(House.Root, "TestResults", "pictures");

    string? whyMissing;
    Chromium? chromium;

    /// <summary>The link that lets the operator in.</summary>
    Uri Link => new(DashboardLine().Match(labs.Ephemeral.Output).Groups[1].Value);

    public async ValueTask InitializeAsync()
    {
        whyMissing = await Chromium.WhyMissingAsync();
        if (whyMissing is not null) return;
        using var partner = new Partner(labs.Ephemeral.Gateway);
        await partner.SignInAsync(TwoLabs.Secret);
        await partner.AnswerAsync(await partner.OpenSurveyAsync());

        chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync(Link);
        await page.WaitForURLAsync(new Uri(Link, "/").AbsoluteUri);
    }

    /// <summary>Opens a page of the dashboard; the test is skipped where there is no browser to look with.</summary>
    public Task<IPage> OpenAsync(string path)
    {
        Assert.SkipWhen(whyMissing is not null, whyMissing ?? "");
        return chromium!.OpenAsync(new Uri(Link, path));
    }

    public static Task KeepPictureAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png") });

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null) await chromium.DisposeAsync();
    }

    [GeneratedRegex(@"^Dashboard: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex DashboardLine();
}
