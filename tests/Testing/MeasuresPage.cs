using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.Testing;

/// <summary>Holds the table of measures in docs/operations.md and the instruments of a service against each other.</summary>
public static partial class MeasuresPage
{
    const string EveryService = "every service";
    static readonly string[] Emitters = [EveryService, .. PlatformServices.Names];
    static readonly IReadOnlyList<Row> Table = Read();

    /// <summary>What does not agree, one line each: measures that are not on the page, rows that nobody emits, differences.</summary>
    /// <param name="app">The running service.</param>
    /// <param name="service">Its name, as in its addresses.</param>
    public static IReadOnlyList<string> Faults<TProgram>(ServiceApp<TProgram> app, string service) where TProgram : class
    {
        var emitted = Instruments(app.Services, typeof(TProgram).Assembly).Select(Line).ToHashSet();
        var promised = Table.Where(row => row.Emitter == EveryService || row.Emitter == service).Select(row => row.Line).ToHashSet();
        return
        [
            .. emitted.Except(promised).Select(line => $"{service} emits what is not on the page: {line}"),
            .. promised.Except(emitted).Select(line => $"{service} does not emit what is on the page: {line}"),
            .. Table.Where(row => !Emitters.Contains(row.Emitter)).Select(row => $"nobody is called {row.Emitter}: {row.Line}"),
            .. Table.GroupBy(row => row.Name).Where(twice => twice.Count() > 1).Select(twice => $"{twice.Key} is on the page twice"),
        ];
    }

    internal static void TagsMustBeOnThePage(string measure, IEnumerable<string> tags)
    {
        var promised = Table.SingleOrDefault(row => row.Name == measure)?.Tags
            ?? throw new Shouldly.ShouldAssertException($"{measure} is not on the page.");
        var given = tags.Select(tag => tag.Split('=')[0]).ToList();
        if (!given.Order().SequenceEqual(promised.Order()))
            throw new Shouldly.ShouldAssertException(
                $"{measure} has the tags [{string.Join(", ", given)}], on the page [{string.Join(", ", promised)}].");
    }

    /// <remarks>Most instruments are made when they are first needed, so whoever can make some is asked for.</remarks>
    static List<Instrument> Instruments(IServiceProvider host, Assembly service)
    {
        var makers = new[] { service, typeof(Measures).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(TakesMeterFactory);
        foreach (var maker in makers) host.GetService(maker);

        var (meters, published) = (host.GetRequiredService<IMeterFactory>(), new List<Instrument>());
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                // A meter without a host is nobody's: it counts for every service of this process.
                if (instrument.Meter.Name == Measures.MeterName && (instrument.Meter.Scope ?? meters) == meters) published.Add(instrument);
            },
        };
        listener.Start();
        return published;
    }

    static bool TakesMeterFactory(Type type) =>
        !type.IsAbstract
        && type.GetConstructors().SelectMany(made => made.GetParameters()).Any(taken => taken.ParameterType == typeof(IMeterFactory));

    static string Line(Instrument instrument) =>
        $"{instrument.Name} | {instrument.GetType().Name.Split('`')[0].ToLowerInvariant()} | {instrument.Unit} | {instrument.Description}";

    /// <remarks>The last section of the page is the table: name, kind, unit, tags, emitted by, meaning.</remarks>
    static List<Row> Read() =>
    [
        .. from line in File.ReadAllText(Path()).Split("\n## Measures\n")[1].Split('\n')
           where line.StartsWith("| `", StringComparison.Ordinal)
           let cells = line.Split('|', StringSplitOptions.TrimEntries)[1..^1]
           let tags = Code().Matches(cells[3]).Select(tag => tag.Groups[1].Value).ToArray()
           select new Row(cells[0].Trim('`'), cells[1], cells[2].Trim('`'), tags, cells[4], cells[5]),
    ];

    static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath("../../docs/operations.md", System.IO.Path.GetDirectoryName(here)!);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    sealed record Row(string Name, string Kind, string Unit, string[] Tags, string Emitter, string Meaning)
    {
        public string Line => $"{Name} | {Kind} | {Unit} | {Meaning}";
    }
}
