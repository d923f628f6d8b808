using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QLab.ServiceDefaults.Scheduling;
using QLab.Testing;

namespace QLab.ServiceDefaults.Tests;

public sealed class WorkingPeriodically(ToyApp app)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Runs_after_each_interval_in_a_scope_of_its_own()
    {
        await using var worker = new Worker(app, new(Minute));

        (await worker.Time.NextPauseAsync()).ShouldBe(Minute);
        worker.Log.Runs.ShouldBeEmpty("the first run is after the first interval");
        worker.Time.Advance(Minute);
        for (var run = 0; run < 2; run++) (await worker.Time.PassAsync()).ShouldBe(Minute);
        await worker.Time.NextPauseAsync();

        worker.Log.Runs.Count.ShouldBe(3);
        worker.Log.Runs.Distinct().Count().ShouldBe(3, "each run has its own instance");
    }

    [Fact]
    public async Task Runs_at_the_start_where_the_schedule_says_so()
    {
        await using var worker = new Worker(app, new(Minute) { AtStart = true });
        (await worker.Time.NextPauseAsync()).ShouldBe(Minute);
        worker.Log.Runs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Runs_at_once_when_woken_and_once_for_many_wakes()
    {
        await using var worker = new Worker(app, new(Minute) { AtStart = true }, new() { Gate = new() });
        await worker.Log.BegunAsync();

        for (var wake = 0; wake < 10; wake++) worker.Signal.Wake();
        worker.Log.Gate!.SetResult();
        (await worker.Time.NextPauseAsync()).ShouldBe(Minute);

        worker.Log.Runs.Count.ShouldBe(2, "one was under way, and ten wakes are one more");
    }

    [Fact]
    public async Task Pauses_longer_after_each_failure_whoever_wakes_it_and_goes_on_as_before_after_a_success()
    {
        using var measures = new RecordedMeasures(app.Services);
        await using var worker = new Worker(app, new(Minute) { AtStart = true }, new() { Fails = true });
        List<double> pauses = [];
        for (var failure = 1; failure <= 7; failure++)
        {
            var pause = await worker.Time.NextPauseAsync();
            worker.Signal.Wake();
            pauses.Add(pause.TotalSeconds);
            worker.Log.Fails = failure < 7;
            worker.Time.Advance(pause);
        }
        (await worker.Time.NextPauseAsync()).ShouldBe(Minute);

        pauses.ShouldBe([1, 2, 4, 8, 16, 32, 60]);
        worker.Log.Runs.Count.ShouldBe(7 + 2, "seven failed, one succeeded, and one more because somebody had woken it");
        measures.Sum("qlab.work.failures", "qlab.work=Chime").ShouldBe(7);
    }

    [Fact]
    public async Task Stops_in_the_middle_of_a_run_and_of_a_pause()
    {
        await using var running = new Worker(app, new(Minute) { AtStart = true }, new() { Gate = new() });
        await running.Log.BegunAsync();
        await using var pausing = new Worker(app, new(Minute));
        await pausing.Time.NextPauseAsync();

        await running.Hosted.StopAsync(default);
        await pausing.Hosted.StopAsync(default);

        running.Hosted.ExecuteTask!.IsCompleted.ShouldBeTrue();
        pausing.Hosted.ExecuteTask!.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_replicas_that_take_turns_one_works_at_a_time()
    {
        var schedule = new WorkSchedule<Chime>(Minute) { AtStart = true, OneReplicaAtATime = true };
        await using var first = new Worker(app, schedule, new() { Gate = new() });
        await first.Log.BegunAsync();

        await using var second = new Worker(app, schedule);
        await second.Time.NextPauseAsync();
        second.Log.Runs.ShouldBeEmpty("the first is at it");

        first.Log.Gate!.SetResult();
        await first.Time.NextPauseAsync();
        second.Time.Advance(Minute);
        await second.Time.NextPauseAsync();
        second.Log.Runs.Count.ShouldBe(1);
    }

    /// <summary>A worker on time of its own, with the toy's database behind it.</summary>
    sealed class Worker : IAsyncDisposable
    {
        readonly ServiceProvider services;

        public Worker(ToyApp app, WorkSchedule<Chime> schedule, ChimeLog? log = null)
        {
            Log = log ?? new();
            services = new ServiceCollection()
                .AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton(Log).AddSingleton(app.Database)
                .AddSingleton(app.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>())
                .AddPeriodicWork(schedule)
                .BuildServiceProvider();
            Hosted = (BackgroundService)services.GetServices<IHostedService>().Single();
            Hosted.StartAsync(default).GetAwaiter().GetResult();
        }

        public WatchedTime Time { get; } = new();
        public ChimeLog Log { get; }
        public BackgroundService Hosted { get; }
        public WakeSignal<Chime> Signal => services.GetRequiredService<WakeSignal<Chime>>();

        public async ValueTask DisposeAsync()
        {
            await Hosted.StopAsync(default);
            await services.DisposeAsync();
        }
    }
}

sealed class ChimeLog
{
    readonly Channel<bool> begun = Channel.CreateUnbounded<bool>();

    public List<Chime> Runs { get; } = [];
    public volatile bool Fails;
    public TaskCompletionSource? Gate { get; init; }

    public void Begin(Chime chime)
    {
        Runs.Add(chime);
        begun.Writer.TryWrite(true);
    }

    public async Task BegunAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await begun.Reader.ReadAsync(deadline.Token);
    }
}

sealed class Chime(ChimeLog log) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        log.Begin(this);
        if (log.Gate is { } gate) await gate.Task.WaitAsync(ct);
        if (log.Fails) throw new InvalidOperationException("The bell is cracked.");
    }
}
