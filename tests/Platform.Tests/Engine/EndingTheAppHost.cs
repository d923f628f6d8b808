namespace QLab.Platform.Tests.Engine;

public sealed class EndingTheAppHost
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task Leaves_no_process_no_port_and_no_folder(string signal)
    {
        await using var stack = ToyStack.Start("--ephemeral", "--servers", "--replicas", "2");
        await stack.ReadyAsync();
        var run = await stack.RunAsync();
        run.Ports.Count().ShouldBeGreaterThanOrEqualTo(6);
        stack.Folder.Processes().Count.ShouldBeGreaterThan(7);

        stack.Signal(signal);

        await stack.ExitAsync();
        await stack.Folder.IsLeftAloneAsync();
        run.ShouldHoldNoPort();
        Directory.EnumerateDirectories(stack.Folder.Path, "qlab-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Ctrl_C_stops_in_reverse_order()
    {
        await using var stack = ToyStack.Start("--ephemeral", "--servers");
        await stack.ReadyAsync();

        stack.Signal("INT");

        (await stack.ExitAsync()).ShouldBe(0);
        string[] order = ["door", "inner", "inner-db", "postgres"];
        var positions = order.Select(name => stack.Output.LastIndexOf($"{name,-18} stopped", StringComparison.Ordinal)).ToList();
        positions.ShouldAllBe(p => p > 0);
        positions.ShouldBeInOrder();
    }

    [Fact]
    public async Task A_kill_while_it_starts_leaves_nothing_either()
    {
        await using var stack = ToyStack.Start("--ephemeral", "--servers");
        await stack.SaysAsync(@"messaging\s+starting");

        stack.Signal("KILL");

        await stack.ExitAsync();
        await stack.Folder.IsLeftAloneAsync();
    }

    [Fact]
    public async Task A_killed_dotnet_run_takes_everything_with_it()
    {
        await using var stack = ToyStack.StartByDotNetRun("--ephemeral");
        await stack.ReadyAsync();

        stack.Signal("KILL");

        await stack.Folder.IsLeftAloneAsync();
    }
}
