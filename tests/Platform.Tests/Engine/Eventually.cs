using System.Diagnostics;

namespace QLab.Platform.Tests.Engine;

internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    public static async Task BecomesTrueAsync(Func<bool> condition, Func<string> complaint) =>
        await BecomesTrueAsync(() => Task.FromResult(condition()), complaint);

    public static async Task BecomesTrueAsync(Func<Task<bool>> condition, Func<string> complaint)
    {
        for (var clock = Stopwatch.StartNew(); !await condition(); await Task.Delay(50, TestContext.Current.CancellationToken))
            if (clock.Elapsed > Deadline) throw new ShouldAssertException(complaint());
    }
}
