namespace QLab.AppHost.Tests.Engine;

[Collection("Labs")]
public sealed class EndingALab(TwoLabs labs)
{
    [Fact]
    public async Task Keeps_the_data_and_leaves_nothing_else_after_Ctrl_C_and_after_a_kill()
    {
        await labs.KeptRunsAsync();
        labs.FirstOutput.ShouldMatch(@"operator-secret: \w{32}");
        labs.Folder.Processes().Count.ShouldBeGreaterThan(9);
        labs.Kept.Signal("INT");
        (await labs.Kept.ExitAsync()).ShouldBe(0, labs.Kept.Output);
        await KeptIsLeftAloneAsync();
        var secrets = File.ReadAllText(Path.Combine(labs.Folder.Data, "secrets.json"));

        await labs.KeptRunsAsync();
        labs.Kept.Output.ShouldNotContain("operator-secret:");
        File.ReadAllText(Path.Combine(labs.Folder.Data, "secrets.json")).ShouldBe(secrets);
        labs.Kept.Signal("KILL");
        await labs.Kept.ExitAsync();
        await KeptIsLeftAloneAsync();
    }

    [Fact]
    public async Task Leaves_nothing_at_all_of_an_ephemeral_one_after_SIGTERM()
    {
        labs.Other.Processes().Count.ShouldBeGreaterThan(9);
        labs.Ephemeral.Signal("TERM");
        (await labs.Ephemeral.ExitAsync()).ShouldBe(0, labs.Ephemeral.Output);
        await labs.Other.IsLeftAloneAsync();
    }

    async Task KeptIsLeftAloneAsync()
    {
        await labs.Folder.IsLeftAloneAsync();
        FreePort.IsTaken(labs.Port).ShouldBeFalse();
    }
}
