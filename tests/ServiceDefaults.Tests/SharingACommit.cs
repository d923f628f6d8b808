using QLab.ServiceDefaults.Messaging;

namespace QLab.ServiceDefaults.Tests;

public sealed class SharingACommit
{
    [Fact]
    public async Task One_item_alone_waits_for_no_company()
    {
        var groups = new List<int>();
        await using var group = new GroupCommit<int>((items, _) => { groups.Add(items.Count); return Task.CompletedTask; }, 10);
        await group.CommitAsync(1, CancellationToken.None);
        groups.ShouldBe([1]);
    }

    [Fact]
    public async Task Items_that_come_while_a_commit_runs_go_together_in_the_next()
    {
        var groups = new List<int>();
        var gate = new TaskCompletionSource();
        await using var group =
            new GroupCommit<int>(async (items, _) => { groups.Add(items.Count); if (items[0] == 0) await gate.Task; }, 10);

        var first = group.CommitAsync(0, CancellationToken.None);
        SpinWait.SpinUntil(() => groups.Count == 1, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        var rest = Enumerable.Range(1, 12).Select(i => group.CommitAsync(i, CancellationToken.None)).ToArray();
        gate.SetResult();
        await Task.WhenAll([first, .. rest]);

        groups.ShouldBe([1, 10, 2]);
    }

    [Fact]
    public async Task A_bad_item_fails_alone()
    {
        var committed = new List<int>();
        await using var group = new GroupCommit<int>(
            (items, _) =>
            {
                if (items.Contains(13))
                    throw new InvalidOperationException("13"); committed.AddRange(items); return Task.CompletedTask;
            }, 100);

        var all = Enumerable.Range(1, 50).Select(i => group.CommitAsync(i, CancellationToken.None)).ToArray();

        (await Should.ThrowAsync<InvalidOperationException>(() => Task.WhenAll(all))).Message.ShouldBe("13");
        committed.Order().ShouldBe(Enumerable.Range(1, 50).Except([13]));
        all.Count(t => t.IsFaulted).ShouldBe(1);
    }
}
