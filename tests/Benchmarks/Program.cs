using QLab.Benchmarks;
using QLab.Benchmarks.Measured;
using QLab.Benchmarks.Runs;

var runs = new Dictionary<string, Func<Settings, Task>>
{
    ["submissions"] = Submissions.Run,
    ["outbox"] = Outbox.Run,
    ["lag"] = Lag.Run,
    ["inbox"] = Inbox.Run,
    ["imports"] = Imports.Run,
    ["exports"] = Exports.Run,
    ["broker-away"] = BrokerAway.Run,
    ["results"] = Results.Run,
    ["telemetry"] = Telemetry.Run,
    ["groups"] = Groups.Run,
    ["bookings"] = Bookings.Run,
    ["hostile"] = HostileRequests.Run,
};
switch (args)
{
    case [MinimalEndpoint.Command, var connectionString]:
        await MinimalEndpoint.RunAsync(connectionString);
        return 0;
    case [BareProxy.Command, var destination]:
        await BareProxy.RunAsync(destination);
        return 0;
    case [TelemetrySink.Command, _]:
        await TelemetrySink.RunAsync();
        return 0;
}
var settings = Settings.Read(args.Skip(1));
var chosen = args.FirstOrDefault() switch
{
    "all" => runs.Keys.Where(name => name != "hostile").ToArray(),
    { } name when runs.ContainsKey(name) => [name],
    _ => [],
};
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"dotnet run -c Release --project tests/Benchmarks -- {string.Join('|', runs.Keys)}|all [--rounds 5] [--seconds 6] [--connections 64] [--rate 300] [--away 60] [--held 1000000] [--requests 100000] [--seed 1]");
    return 2;
}

Console.WriteLine(await Machine.DescribeAsync());
foreach (var name in chosen) await runs[name](settings);
return 0;
