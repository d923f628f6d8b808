using System.Diagnostics;
using Microsoft.Playwright;

namespace QLab.AppHost.Tests.Browser;

/// <summary>The operating system's own browser: installed where we may, otherwise it is said why not.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    const string Program = "/usr/bin/chromium";

    static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    static readonly Lazy<Task<string?>> Ensured = new(EnsureAsync);

    readonly IPlaywright playwright;
    readonly IBrowser browser;
    readonly IBrowserContext visit;

    Chromium(IPlaywright playwright, IBrowser browser, IBrowserContext visit) =>
        (this.playwright, this.browser, this.visit) = (playwright, browser, visit);

    /// <summary>Null where there is a browser.</summary>
    public static Task<string?> WhyMissingAsync() => Ensured.Value;

    public static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Arguments });
        var visit = await browser.NewContextAsync(new() { Locale = "en-GB", ViewportSize = new() { Width = 1600, Height = 1200 } });
        return new(playwright, browser, visit);
    }

    /// <summary>A page in the one visit, so whoever is let in stays in.</summary>
    public async Task<IPage> OpenAsync(Uri address)
    {
        var page = await visit.NewPageAsync();
        await page.GotoAsync(address.AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    static async Task<string?> EnsureAsync()
    {
        if (File.Exists(Program)) return null;
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
            return $"There is no {Program}. Install it: sudo apt-get install -y --no-install-recommends chromium";
        var output = await InstallAsync();
        var end = string.Join('\n', output.Trim().Split('\n').TakeLast(5));
        return File.Exists(Program) ? null : $"Chromium could not be installed:\n{end}";
    }

    /// <summary>In turns with a start of the platform that installs its servers.</summary>
    static async Task<string> InstallAsync()
    {
        const string Commands = "exec 2>&1; apt-get -q update && "
            + "apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chromium";
        var turn = Path.Combine(Path.GetTempPath(), "qlab-install.lock");
        var start = new ProcessStartInfo("flock", [turn, "sh", "-c", Commands])
        {
            RedirectStandardOutput = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        using var install = Process.Start(start)!;
        var output = await install.StandardOutput.ReadToEndAsync();
        await install.WaitForExitAsync();
        return output;
    }
}
