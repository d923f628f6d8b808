using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Scheduling;
using QLab.Testing;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

public sealed class WorkingThroughWhatIsDue(ToyApp app) : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        await app.ScalarAsync<object>(
            "CREATE TABLE IF NOT EXISTS chores (id uuid PRIMARY KEY, due_at timestamptz NOT NULL, done_at timestamptz)");
        await app.ScalarAsync<object>("CREATE TABLE IF NOT EXISTS chores_done (chore uuid NOT NULL, worker text NOT NULL)");
        await app.ScalarAsync<object>("TRUNCATE chores, chores_done, postponed_work");
    }

    [Fact]
    public async Task Each_row_is_worked_on_once_by_two_workers_and_by_none_before_its_time()
    {
        await using var one = new Worker(app, "one", sideBySide: 2);
        await using var two = new Worker(app, "two", sideBySide: 2);
        await AddAsync(one, 200);
        await app.ScalarAsync<object>(
            $"INSERT INTO chores SELECT gen_random_uuid(), '{one.Time.GetUtcNow().AddMinutes(1):O}' FROM generate_series(1, 5)");

        await Task.WhenAll(one.Due.RunDueAsync(default), two.Due.RunDueAsync(default));

        (await app.CountAsync("chores_done")).ShouldBe(200);
        (await app.ScalarAsync<long>("SELECT count(DISTINCT chore) FROM chores_done")).ShouldBe(200);
        (await app.CountAsync("chores WHERE done_at IS NULL")).ShouldBe(5);
        one.Time.Advance(TimeSpan.FromMinutes(1));
        await one.Due.RunDueAsync(default);
        (await app.CountAsync("chores WHERE done_at IS NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task A_row_that_fails_waits_longer_each_time_and_holds_up_no_other()
    {
        using var measures = new RecordedMeasures(app.Services);
        await using var worker = new Worker(app, "one");
        var bad = await AddAsync(worker, 1);
        worker.Chores.Bad = bad;
        worker.Time.Advance(TimeSpan.FromMilliseconds(1));
        await AddAsync(worker, 20);

        List<double> pauses = [];
        for (var failure = 1; failure <= 4; failure++)
        {
            await worker.Due.RunDueAsync(default);
            (await app.CountAsync("chores WHERE done_at IS NULL")).ShouldBe(1, "only the bad one is left");
            var until =
                await app.ScalarAsync<DateTime>($"SELECT not_before FROM postponed_work WHERE row_id = '{bad}' AND failures = {failure}");
            var pause = until - worker.Time.GetUtcNow().UtcDateTime;
            pauses.Add(pause.TotalSeconds);
            worker.Time.Advance(pause - TimeSpan.FromMilliseconds(1));
            await worker.Due.RunDueAsync(default);
            (await app.ScalarAsync<int>($"SELECT failures FROM postponed_work WHERE row_id = '{bad}'")).ShouldBe(
                failure, "it is left alone until then");
            worker.Time.Advance(TimeSpan.FromMilliseconds(1));
        }
        pauses.ShouldBe([1, 2, 4, 8]);
        (await app.ScalarAsync<string>($"SELECT reason FROM postponed_work WHERE row_id = '{bad}'")).ShouldBe("InvalidOperationException");
        (await app.CountAsync($"chores_done WHERE chore = '{bad}'")).ShouldBe(0, "nothing stays of what failed");
        measures.Sum("qlab.work.failures", "qlab.work=DoChore").ShouldBe(4);
        await measures.ReadGaugesAsync();
        measures.Last("qlab.work.postponed").ShouldBe(1);

        worker.Chores.Bad = null;
        await worker.Due.RunDueAsync(default);
        (await app.CountAsync($"chores_done WHERE chore = '{bad}'")).ShouldBe(1);
        (await app.CountAsync("postponed_work")).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_killed_worker_had_begun_another_takes_up()
    {
        await using var killed = new Worker(app, "killed");
        await using var other = new Worker(app, "other");
        var chore = await AddAsync(killed, 1);
        killed.Chores.Gate = new();
        _ = killed.Due.RunDueAsync(default);
        var backend = await killed.Chores.BegunAsync();

        await other.Due.RunDueAsync(default);
        (await app.CountAsync("chores_done")).ShouldBe(0, "it is somebody else's as long as they live");
        // All that the database sees of a kill.
        await app.ScalarAsync<bool>($"SELECT pg_terminate_backend({backend})");
        await Eventually.Succeeds(async () =>
        {
            await other.Due.RunDueAsync(default);
            (await app.ScalarAsync<string>($"SELECT worker FROM chores_done WHERE chore = '{chore}'")).ShouldBe("other");
        });

        (await app.CountAsync("chores_done")).ShouldBe(1);
    }

    [Fact]
    public async Task A_wake_has_it_look_at_once_and_without_one_it_looks_every_second()
    {
        await using var worker = new Worker(app, "one");
        await worker.Due.StartAsync(default);
        (await worker.Time.NextPauseAsync()).ShouldBe(TimeSpan.FromSeconds(1));

        await AddAsync(worker, 1);
        worker.Signal.Wake();
        await worker.Time.NextPauseAsync();
        (await app.CountAsync("chores_done")).ShouldBe(1, "no time has passed");

        await AddAsync(worker, 1);
        worker.Time.Advance(TimeSpan.FromSeconds(1));
        await worker.Time.NextPauseAsync();
        (await app.CountAsync("chores_done")).ShouldBe(2);
        await worker.Due.StopAsync(default);
    }

    async Task<Guid> AddAsync(Worker worker, int count) =>
        await app.ScalarAsync<Guid>($"""
            WITH added AS (INSERT INTO chores SELECT gen_random_uuid(), '{worker.Time.GetUtcNow():O}' FROM generate_series(1, {count}) RETURNING id)
            SELECT id FROM added LIMIT 1
            """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A worker on time of its own, with the toy's database behind it.</summary>
    sealed class Worker : IAsyncDisposable
    {
        readonly ServiceProvider services;

        public Worker(ToyApp app, string name, int sideBySide = 1)
        {
            Chores = new(name);
            services = new ServiceCollection()
                .AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton(Chores).AddSingleton(app.Database)
                .AddSingleton(app.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>())
                .AddDbContext<ToyDb>(options => options.UseNpgsql(app.Database)).AddScoped<ServiceDb>(provider => provider.GetRequiredService<ToyDb>())
                .AddDueWork<DoChore>(sideBySide)
                .BuildServiceProvider();
            Due = services.GetServices<IHostedService>().OfType<DueWorker<DoChore>>().Single();
        }

        public WatchedTime Time { get; } = new();
        public Chores Chores { get; }
        public DueWorker<DoChore> Due { get; }
        public WakeSignal<DoChore> Signal => services.GetRequiredService<WakeSignal<DoChore>>();

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}

sealed class Chores(string worker)
{
    readonly TaskCompletionSource<int> begun = new();

    public string Worker => worker;
    public Guid? Bad { get; set; }
    public TaskCompletionSource? Gate { get; set; }

    public Task<int> BegunAsync() => begun.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Begin(int backend) => begun.TrySetResult(backend);
}

sealed class DoChore(ToyDb db, Chores chores, TimeProvider time) : IDueWork
{
    public static DueRows Rows { get; } = new("chores", "done_at IS NULL AND due_at <= @now", "due_at");

    public async Task RunAsync(Guid id, CancellationToken ct)
    {
        chores.Begin(await db.Database.SqlQuery<int>($"SELECT pg_backend_pid() AS \"Value\"").SingleAsync(ct));
        await db.Database.ExecuteSqlAsync($"INSERT INTO chores_done VALUES ({id}, {chores.Worker})", ct);
        if (chores.Gate is { } gate) await gate.Task.WaitAsync(ct);
        if (chores.Bad == id) throw new InvalidOperationException("This one cannot be done.");
        await db.Database.ExecuteSqlAsync($"UPDATE chores SET done_at = {time.GetUtcNow()} WHERE id = {id}", ct);
    }
}
