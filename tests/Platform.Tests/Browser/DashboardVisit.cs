using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QLab.Platform.Tests.Engine;

namespace QLab.Platform.Tests.Browser;

/// <summary>An operator who has started the platform, and looks at its dashboard after somebody has answered a survey.</summary>
public sealed partial class DashboardVisit : IAsyncLifetime
{
    const string Secret = "the-operator-secret-of-the-browser-test";

    static readonly string Pictures = Path.Combine(House.Root, "TestResults", "pictures");

    string? whyMissing;
    TestFolder? folder;
    Lab? lab;
    Chromium? chromium;

    /// <summary>The link that lets the operator in.</summary>
    Uri Link => new(DashboardLine().Match(lab!.Output).Groups[1].Value);

    public async ValueTask InitializeAsync()
    {
        whyMissing = await Chromium.WhyMissingAsync();
        if (whyMissing is not null) return;
        folder = new TestFolder();
        var settings = new Dictionary<string, string> { ["Parameters__operator_secret"] = Secret };
        lab = Lab.Start(folder, settings, "--ephemeral", "--no-seeds", "--gateway-port", "0");
        await lab.ReadyAsync();
        using var partner = new Partner(lab.Gateway);
        await partner.SignInAsync(Secret);
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
        if (lab is not null) await lab.DisposeAsync();
        folder?.Dispose();
    }

    [GeneratedRegex(@"^Dashboard: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex DashboardLine();
}
