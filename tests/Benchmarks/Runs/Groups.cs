using System.Diagnostics;
using QLab.Benchmarks.Load;
using QLab.Workshops.Groups;

namespace QLab.Benchmarks.Runs;

/// <summary>Groups of three drawn from a full room, beside a shuffle that cuts the list into threes and looks at nobody.</summary>
static class Groups
{
    static readonly string[] Perspectives = ["livedExperience", "livedExperience", "carer", "professional"];

    public static Task Run(Settings settings)
    {
        var table = new Table(
            $"Drawing threes, the fourth round of a day, medians of {settings.Rounds} draws",
            "people", "drawn, ms", "shuffled, ms", "threes that mix, %", "shuffled, %", "colleagues together", "shuffled", "met before",
            "shuffled");
        Drawn(Room(60), [], seed: 0); // warms up
        foreach (var people in new[] { 30, 300, 1000 }) Measure(table, Room(people), settings);
        table.Print();
        return Task.CompletedTask;
    }

    static void Measure(Table table, IReadOnlyList<Seated> room, Settings settings)
    {
        var before = new List<IReadOnlyList<Guid>>();
        for (var round = 0; round < 3; round++) before.AddRange(Drawn(room, before, round).Groups);
        var (drawn, shuffled) = (new List<Draw>(), new List<Draw>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            drawn.Add(Drawn(room, before, settings.Seed + round));
            shuffled.Add(Shuffled(room, before, settings.Seed + round));
        }
        var row = new List<string> { $"{room.Count:N0}" };
        foreach (Func<Draw, double> of in new Func<Draw, double>[]
        {
            one => one.Milliseconds, one => one.Quality.MixedShare * 100, one => one.Quality.ColleaguesTogether,
            one => one.Quality.MetBefore,
        })
            row.AddRange([Table.Number(Figures.Median(drawn.Select(of))), Table.Number(Figures.Median(shuffled.Select(of)))]);
        table.Add([.. row]);
    }

    static Draw Drawn(IReadOnlyList<Seated> room, IReadOnlyList<IReadOnlyList<Guid>> before, int seed) =>
        Take(room, before, () => GroupDraw.Of(room, 3, seed, [], before));

    static Draw Shuffled(IReadOnlyList<Seated> room, IReadOnlyList<IReadOnlyList<Guid>> before, int seed) => Take(room, before, () =>
    {
        Guid[] order = [.. room.Select(who => who.Id)];
        new Random(seed).Shuffle(order);
        return [.. order.Chunk(3)];
    });

    static Draw Take(IReadOnlyList<Seated> room, IReadOnlyList<IReadOnlyList<Guid>> before, Func<IReadOnlyList<IReadOnlyList<Guid>>> draw)
    {
        var started = Stopwatch.GetTimestamp();
        var groups = draw();
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var people = room.ToDictionary(who => who.Id);
        return new(groups, took, GroupQuality.Of([.. groups.Select(group => group.Select(id => people[id]).ToList())], before, 0));
    }

    /// <summary>Four in ten come from twelve organisations, the others on their own.</summary>
    static List<Seated> Room(int people) => [.. Enumerable.Range(0, people).Select(i => new Seated(
        new(i + 1, 0, 0, new byte[8]), [Perspectives[i % 4]], i % 10 < 4 ? new Guid(0, (short)(i % 12), 0, new byte[8]) : null))];

    sealed record Draw(IReadOnlyList<IReadOnlyList<Guid>> Groups, double Milliseconds, GroupQuality Quality);
}
