using QLab.Seeds;
using QLab.Seeds.Api;

using var telemetry = Telemetry.Start();
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};
var time = TimeProvider.System;
var started = time.GetTimestamp();
try
{
    var settings = Settings.From(args, Environment.GetEnvironmentVariable);
    using var http = new HttpClient { BaseAddress = settings.Gateway, Timeout = TimeSpan.FromSeconds(30) };
    var retries = new Retries(time);
    var gateway = new Gateway(http, new AccessTokens(http, settings, retries, time), retries);
    await PlayAll.Run(gateway, Console.Out, time, stop.Token);
    telemetry.Played(time.GetElapsedTime(started));
    Console.WriteLine($"The seeds are in: {time.GetElapsedTime(started).TotalSeconds:0.0} s.");
    return 0;
}
catch (PlayStopped stopped)
{
    telemetry.Stopped(stopped.Message);
    Console.Error.WriteLine(stopped.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped before the end; playing again goes on from here.");
    return 1;
}
