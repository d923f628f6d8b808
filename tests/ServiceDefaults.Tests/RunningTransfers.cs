using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Transfers;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

/// <summary>Runs of imports and exports that last as long as a request.</summary>
public sealed class RunningTransfers(ToyApp app) : IAsyncLifetime
{
    readonly Guid id = Guid.NewGuid();
    AsyncServiceScope scope;

    ToyDb Db => scope.ServiceProvider.GetRequiredService<ToyDb>();

    TransferRuns<Parcel, ParcelState> Runs => app.Services.GetRequiredService<TransferRuns<Parcel, ParcelState>>();

    public ValueTask InitializeAsync()
    {
        scope = app.Services.CreateAsyncScope();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task How_far_one_has_come_is_seen_while_its_transaction_is_open()
    {
        await using var transaction = await Db.Database.BeginTransactionAsync();
        await using var run = await BegunAsync(Db);

        for (var line = 0; line < 2_500; line++) await run.AdvanceAsync(default);
        (await StoredAsync()).ShouldBe("Moving 2000 open");

        await run.SettleAsync(ParcelState.Delivered);
        (await StoredAsync()).ShouldBe("Delivered 2500 ended");
    }

    [Fact]
    public async Task One_that_fails_is_interrupted_at_once_and_counts_anew_when_it_is_taken_up()
    {
        await using (await Db.Database.BeginTransactionAsync())
        await using (var run = await BegunAsync(Db))
            await run.AdvanceAsync(default);
        (await StoredAsync()).ShouldBe("Lost 1 ended");

        await using var transaction = await Db.Database.BeginTransactionAsync();
        await using var again = await BegunAsync(Db);
        (await StoredAsync()).ShouldBe("Moving 0 open");
    }

    [Fact]
    public async Task Only_one_runs_at_a_time_and_none_once_it_is_settled()
    {
        await using var other = app.Services.CreateAsyncScope();
        var replica = other.ServiceProvider.GetRequiredService<ToyDb>();
        await using (await Db.Database.BeginTransactionAsync())
        await using (var run = await BegunAsync(Db))
        {
            await using (await replica.Database.BeginTransactionAsync()) (await TryAsync(replica)).ShouldBeNull("another one is at it");
            await run.SettleAsync(ParcelState.Delivered);
        }

        await using (await replica.Database.BeginTransactionAsync()) (await TryAsync(replica)).ShouldBeNull("it has come to its end");
        (await StoredAsync()).ShouldBe("Delivered 0 ended");
    }

    [Fact]
    public async Task What_a_killed_process_has_left_is_interrupted_and_what_runs_is_left_alone()
    {
        var left = Guid.NewGuid();
        await app.ScalarAsync<object>($"INSERT INTO parcels (id, state, weighed) VALUES ('{left}', 'Moving', 7)");
        await using var transaction = await Db.Database.BeginTransactionAsync();
        await using var one = await BegunAsync(Db);
        await app.ScalarAsync<object>($"INSERT INTO parcels (id, state, weighed) VALUES ('{Guid.NewGuid()}', 'Packed', 0)");

        await SettleInterruptedAsync();

        (await StoredAsync(left)).ShouldBe("Lost 7 ended");
        (await StoredAsync()).ShouldBe("Moving 0 open");
        (await app.CountAsync("parcels WHERE state = 'Packed' AND finished_at IS NULL")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Beside_others_it_is_interrupted_only_when_the_last_has_gone()
    {
        await app.ScalarAsync<object>($"INSERT INTO parcels (id, state, weighed) VALUES ('{id}', 'Delivered', 9)");
        await using (var first = await app.Database.OpenConnectionAsync())
        await using (await first.BeginTransactionAsync())
        {
            await using (var second = await app.Database.OpenConnectionAsync())
            await using (await second.BeginTransactionAsync())
            {
                await Runs.BeginAsync(id, first, _ => { }, default);
                await Runs.BeginAsync(id, second, set => set.SetProperty(p => p.Label, "second"), default);
            }
            await SettleInterruptedAsync();
            (await StoredAsync()).ShouldBe("Moving 0 open");
        }

        await SettleInterruptedAsync();

        (await StoredAsync()).ShouldBe("Lost 0 ended");
        (await app.ScalarAsync<string>($"SELECT label FROM parcels WHERE id = '{id}'")).ShouldBe("second");
    }

    [Fact]
    public async Task Its_end_counts_with_the_transaction_that_it_works_in()
    {
        await using (await Db.Database.BeginTransactionAsync())
        await using (var run = await BegunAsync(Db))
            await run.HandOnAsync(ParcelState.Stored, Db, default);
        await SettleInterruptedAsync();
        (await StoredAsync()).ShouldBe("Lost 0 ended", "the transaction was rolled back");

        await using (var transaction = await Db.Database.BeginTransactionAsync())
        {
            await using var run = await BegunAsync(Db);
            await run.HandOnAsync(ParcelState.Stored, Db, default);
            await transaction.CommitAsync();
        }
        (await StoredAsync()).ShouldBe("Stored 0 open");
    }

    [Fact]
    public async Task One_that_could_not_begin_leaves_no_trace()
    {
        await using (await Db.Database.BeginTransactionAsync())
        await using (var run = await BegunAsync(Db))
            await run.DiscardAsync();

        (await app.CountAsync($"parcels WHERE id = '{id}'")).ShouldBe(0);
    }

    [Fact]
    public void What_has_ended_does_not_end_again()
    {
        var parcel = new Parcel { Id = id };
        parcel.Send();
        parcel.Deliver(DateTimeOffset.UtcNow);

        Should.Throw<InvalidOperationException>(() => parcel.Deliver(DateTimeOffset.UtcNow));
        parcel.Send();
        parcel.FinishedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Copied_rows_are_what_saving_would_have_made_of_them()
    {
        await using (var transaction = await Db.Database.BeginTransactionAsync())
        {
            (await Db.CopyAsync(Lines(copied: true).ToAsyncEnumerable(), default)).ShouldBe(2);
            await transaction.CommitAsync();
        }
        Db.AddRange(Lines(copied: false));
        await Db.SaveChangesAsync();

        (await AllAsync("number < 10")).ShouldBe(await AllAsync("number >= 10"));

        Task<string?> AllAsync(string which) => app.ScalarAsync<string>($"""
            SELECT string_agg(row_to_json(l)::text, ',' ORDER BY number) FROM (
                SELECT number % 10 AS number, state, tags, note, sent_at, doubled % 20 AS doubled FROM parcel_lines
                WHERE parcel_id = '{id}' AND {which}) AS l
            """);
    }

    IEnumerable<ParcelLine> Lines(bool copied) => from number in (int[])[1, 2]
                                                  select new ParcelLine
                                                  {
                                                      ParcelId = id, Number = copied ? number : number + 10, State = ParcelState.Lost,
                                                      Tags = ["a", "b,\"c"], Note = number == 1 ? null : "words",
                                                      SentAt = new(2018, 9, 3, 9, 30, 0, TimeSpan.Zero),
                                                  };

    async Task<TransferRun<Parcel, ParcelState>> BegunAsync(ToyDb db) => (await TryAsync(db)).ShouldNotBeNull();

    Task<TransferRun<Parcel, ParcelState>?> TryAsync(ToyDb db)
    {
        var parcel = new Parcel { Id = id };
        parcel.Send();
        return Runs.TryBeginAsync(parcel, (NpgsqlConnection)db.Database.GetDbConnection(), _ => { }, default);
    }

    async Task SettleInterruptedAsync()
    {
        await using var sweep = app.Services.CreateAsyncScope();
        await sweep.ServiceProvider.GetRequiredService<SettleInterrupted>().RunAsync(default);
    }

    Task<string?> StoredAsync(Guid? of = null) => app.ScalarAsync<string>($"""
        SELECT concat_ws(' ', state, weighed, CASE WHEN finished_at IS NULL THEN 'open' ELSE 'ended' END) FROM parcels WHERE id = '{of ?? id}'
        """);

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
