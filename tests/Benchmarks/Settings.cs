using System.Globalization;

namespace QLab.Benchmarks;

/// <summary>How long and how hard.</summary>
/// <param name="Rounds">Each thing is measured once a round, in turns, so that a disturbance meets all of them.</param>
/// <param name="Seconds">How long one measurement takes.</param>
/// <param name="Connections">How many clients ask at once; each waits for its answer.</param>
/// <param name="Rate">Messages or submissions a second where the rate is given.</param>
/// <param name="Away">For how many seconds the broker is away.</param>
/// <param name="Held">How many responses a survey holds where that is the question.</param>
/// <param name="Requests">How many hostile requests.</param>
/// <param name="Seed">What they are drawn from: the same seed draws the same ones.</param>
sealed record Settings(int Rounds, int Seconds, int Connections, int Rate, int Away, int Held, int Requests, int Seed)
{
    public TimeSpan Duration => TimeSpan.FromSeconds(Seconds);

    public static Settings Read(IEnumerable<string> args)
    {
        var given = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair[1]);
        return new(Value("rounds", 5), Value("seconds", 6), Value("connections", 64), Value("rate", 300), Value("away", 60),
            Value("held", 1_000_000), Value("requests", 100_000), Value("seed", 1));

        int Value(string name, int otherwise) =>
            given.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }
}
