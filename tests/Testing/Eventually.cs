using System.Diagnostics;

namespace QLab.Testing;

/// <summary>Polls until something holds; the deadline is generous because it only matters when a test fails.</summary>
public static class Eventually
{
    static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Runs the assertion again and again until it passes; at the deadline its own failure is the test's.</summary>
    public static async Task Succeeds(Func<Task> assertion, TimeSpan? deadline = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Stopwatch.GetElapsedTime(started) < (deadline ?? Deadline))
            {
                await Task.Delay(Pause(Stopwatch.GetElapsedTime(started)));
            }
        }
    }

    /// <summary>A twentieth of what has been waited already: quick at first, and no load on a machine that is busy anyway.</summary>
    static TimeSpan Pause(TimeSpan waited) => TimeSpan.FromMilliseconds(Math.Clamp(waited.TotalMilliseconds / 20, 20, 500));

    /// <summary>Polls a value until it is the expected one.</summary>
    public static Task Equals<T>(T expected, Func<Task<T>> read, TimeSpan? deadline = null) => Succeeds(async () =>
    {
        var actual = await read();
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
            throw new Shouldly.ShouldAssertException($"Expected {expected}, still {actual}.");
    }, deadline);
}
