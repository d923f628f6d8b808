using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

public sealed class RunningInATransaction(ToyApp app)
{
    readonly string name = $"{Guid.NewGuid():N}";

    [Fact]
    public async Task Begins_one_where_none_runs_and_commits_it()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToyDb>();

        await using (var transaction = await db.RequireTransactionAsync(default))
        {
            await MakeAsync(db);
            (await CountAsync()).ShouldBe(0);
            await transaction.CommitAsync(default);
        }

        (await CountAsync()).ShouldBe(1);
        db.Database.CurrentTransaction.ShouldBeNull();
    }

    [Fact]
    public async Task Leaves_nothing_behind_when_it_is_left_early_or_throws()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToyDb>();

        await using (await db.RequireTransactionAsync(default)) await MakeAsync(db);
        await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await using var transaction = await db.RequireTransactionAsync(default);
            await MakeAsync(db);
            throw new InvalidOperationException("Half-way.");
        });

        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Joins_the_one_that_runs_and_leaves_the_end_to_whoever_began_it()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToyDb>();
        await using (await db.Database.BeginTransactionAsync())
        {
            await JoinAsync();
            db.Database.CurrentTransaction.ShouldNotBeNull("what was joined runs on");
        }
        (await CountAsync()).ShouldBe(0, "the outer one was rolled back");

        db.ChangeTracker.Clear();
        await using (var outer = await db.Database.BeginTransactionAsync())
        {
            await JoinAsync();
            await outer.CommitAsync();
        }
        (await CountAsync()).ShouldBe(1);

        async Task JoinAsync()
        {
            await using var transaction = await db.RequireTransactionAsync(default);
            await MakeAsync(db);
            await transaction.CommitAsync(default);
            (await CountAsync()).ShouldBe(0, "nothing is committed before the outer one is");
        }
    }

    [Fact]
    public async Task Isolates_as_asked_and_refuses_to_join_one_that_isolates_less()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToyDb>();

        await using (await db.RequireTransactionAsync(IsolationLevel.RepeatableRead, default))
        {
            (await db.Database.SqlQuery<string>($"SELECT current_setting('transaction_isolation') AS \"Value\"").SingleAsync()).ShouldBe("repeatable read");
            await using var joined = await db.RequireTransactionAsync(default);
        }

        await using var less = await db.Database.BeginTransactionAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => db.RequireTransactionAsync(IsolationLevel.RepeatableRead, default));
    }

    Task MakeAsync(ToyDb db)
    {
        db.Things.Add(new Thing { Id = Guid.NewGuid(), Name = name });
        return db.SaveChangesAsync();
    }

    Task<long> CountAsync() => app.CountAsync($"things WHERE name = '{name}'");
}
