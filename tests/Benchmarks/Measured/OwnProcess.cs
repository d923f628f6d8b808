using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using QLab.Benchmarks.Load;

namespace QLab.Benchmarks.Measured;

/// <summary>
/// A web application of the benchmarks' own that runs as a process of its own, as a service does, until its standard input ends.
/// </summary>
sealed class OwnProcess : IAsyncDisposable
{
    readonly Process process;

    OwnProcess(Process process, string address) => (this.process, Address) = (process, address);

    public string Address { get; }

    public Started Started => new(process.Id);

    /// <summary>The process itself.</summary>
    public static async Task ServeAsync(WebApplication app)
    {
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    public static async Task<OwnProcess> StartAsync(string command, string argument = "")
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [command, argument])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        return new(process, (await process.StandardOutput.ReadLineAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
