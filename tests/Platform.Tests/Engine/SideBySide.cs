namespace QLab.Platform.Tests.Engine;

public sealed class SideBySide
{
    [Fact]
    public async Task Two_ephemeral_stacks_run_at_once()
    {
        await using var first = ToyStack.Start("--ephemeral", "--servers");
        await using var second = ToyStack.Start("--ephemeral", "--servers");
        await first.ReadyAsync();
        await second.ReadyAsync();

        (await first.RunAsync()).Ports.Intersect((await second.RunAsync()).Ports).ShouldBeEmpty();
        (await first.AskAsync<int>("inner", "/pid")).ShouldNotBe(await second.AskAsync<int>("inner", "/pid"));
    }

    [Fact]
    public async Task A_second_stack_on_the_same_data_is_refused_and_the_first_goes_on()
    {
        await using var first = ToyStack.Start();
        await first.ReadyAsync();

        await using var second = ToyStack.Start(first.Folder, []);

        (await second.ExitAsync()).ShouldBe(1);
        second.Output.ShouldContain($"Another run is using the data in {first.Folder.Data}");
        (await first.AskAsync<int>("inner", "/pid")).ShouldBe(await first.PidOfAsync("inner"));
    }
}
