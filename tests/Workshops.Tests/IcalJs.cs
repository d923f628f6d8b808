using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace QLab.Workshops.Tests;

/// <summary>ical.js, which many people's calendars read with, from npm in a folder that goes afterwards.</summary>
public sealed class IcalJs : IAsyncLifetime
{
    const string Package = "ical.js@2.2.1";

    const string Script = """
        import ICAL from 'ical.js';
        let text = '';
        for await (const piece of process.stdin) text += piece;
        const calendar = new ICAL.Component(ICAL.parse(text));
        const events = calendar.getAllSubcomponents('vevent').map(component => {
            const event = new ICAL.Event(component);
            return {
                uid: event.uid, sequence: event.sequence, summary: event.summary, location: event.location,
                startsAt: event.startDate.toJSDate().toISOString(), endsAt: event.endDate.toJSDate().toISOString(),
                status: component.getFirstPropertyValue('status'),
            };
        });
        console.log(JSON.stringify({ method: calendar.getFirstPropertyValue('method'), events }));
        """;

    readonly string folder = Directory.CreateTempSubdirectory("qlab-ical-").FullName;
    string? whyMissing;

    public async ValueTask InitializeAsync()
    {
        try
        {
            var (code, said) = await RunAsync("npm", "", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, Package);
            if (code != 0) whyMissing = $"{Package} could not be fetched: {said}";
            await File.WriteAllTextAsync(Path.Combine(folder, "read.mjs"), Script);
        }
        catch (Win32Exception)
        {
            whyMissing = "There is no npm on this machine.";
        }
    }

    /// <summary>What it reads in a file; the test is skipped where there is no npm, or none of its registry.</summary>
    public async Task<JsonNode> ReadAsync(string calendar)
    {
        Assert.SkipWhen(whyMissing is not null, whyMissing ?? "");
        var (code, said) = await RunAsync("node", calendar, Path.Combine(folder, "read.mjs"));
        code.ShouldBe(0, said);
        return JsonNode.Parse(said)!;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    static async Task<(int Code, string Said)> RunAsync(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            // Of a reader far away: the files have to say the zone themselves.
            Environment = { ["TZ"] = "America/New_York" },
        };
        using var process = Process.Start(start)!;
        var said = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await said.Item1 + await said.Item2);
    }
}
