using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

public sealed class DoingSomethingAfterTheCommit(ToyApp app)
{
    [Fact]
    public async Task Is_done_once_with_the_commit_and_never_after_a_rollback()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToyDb>();
        var afterCommit = scope.ServiceProvider.GetRequiredService<AfterCommit>();
        List<string> done = [];

        await using (await db.Database.BeginTransactionAsync()) afterCommit.Do(() => done.Add("left"));
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            afterCommit.Do(() => done.Add("committed"));
            await db.Database.ExecuteSqlAsync($"SELECT 1");
            done.ShouldBeEmpty();
            await transaction.CommitAsync();
        }
        await using (var transaction = await db.Database.BeginTransactionAsync()) await transaction.CommitAsync();

        done.ShouldBe(["committed"]);
    }
}
