namespace QLab.Platform.Tests.Engine;

public sealed class CrashedProcesses
{
    [Fact]
    public async Task A_crashed_service_comes_back_at_the_same_address()
    {
        await using var stack = ToyStack.Start("--ephemeral");
        await stack.ReadyAsync();
        var before = await stack.AskAsync<int>("inner", "/pid");

        Signals.Send("KILL", before);

        await stack.SaysAsync(@"inner\s+was ended by signal 9; starting it again in 0\.5 s");
        await stack.SaysAsync(@"inner\s+running again");
        var after = await stack.AskAsync<int>("inner", "/pid");
        after.ShouldNotBe(before);
        (await stack.RunAsync()).Instance("inner").Restarts.ShouldBe(1);
    }

    [Fact]
    public async Task Crashed_servers_come_back_on_the_same_port_with_their_data()
    {
        await using var stack = ToyStack.Start("--ephemeral", "--servers");
        await stack.ReadyAsync();
        var before = await stack.RunAsync();
        var database = before.Resource("inner-db").ConnectionString!;
        await Database.QueryAsync(database, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('still here')");

        Signals.Send("KILL", before.Instance("postgres").Pid!.Value);
        Signals.Send("KILL", before.Instance("messaging").Pid!.Value);

        await stack.SaysAsync(@"postgres\s+running again");
        await stack.SaysAsync(@"messaging\s+running again");
        (await Database.QueryAsync(database, "SELECT word FROM kept")).ShouldBe("still here");
        var after = await stack.RunAsync();
        after.Instance("messaging").Url.ShouldBe(before.Instance("messaging").Url);
        after.Instance("messaging").State.ShouldBe("running");
    }
}
