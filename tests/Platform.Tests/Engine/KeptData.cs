namespace QLab.Platform.Tests.Engine;

public sealed class KeptData
{
    [Fact]
    public async Task Is_there_again_at_the_next_start_and_secrets_are_told_once()
    {
        using var folder = new TestFolder();
        string told, untold;
        await using (var first = ToyStack.Start(folder, [], "--servers"))
        {
            await first.ReadyAsync();
            var environment = await first.AskAsync<Dictionary<string, string>>("inner", "/environment");
            await Database.QueryAsync(environment["ConnectionStrings__inner-db"], "CREATE TABLE kept AS SELECT 'from the first run' AS word");
            (told, untold) = (environment["Toy__Told"], environment["Toy__Untold"]);
            first.Output.ShouldContain($"told-secret: {told}");
            first.Output.ShouldNotContain(untold);
            (await first.RunAsync()).Resource("inner-db").ConnectionString.ShouldBeNull();
        }

        await using var second = ToyStack.Start(folder, [], "--servers");
        await second.ReadyAsync();
        var again = await second.AskAsync<Dictionary<string, string>>("inner", "/environment");
        (await Database.QueryAsync(again["ConnectionStrings__inner-db"], "SELECT word FROM kept")).ShouldBe("from the first run");
        again["Toy__Told"].ShouldBe(told);
        again["Toy__Untold"].ShouldBe(untold);
        second.Output.ShouldNotContain(told);
    }

    [Fact]
    public async Task Has_secrets_that_are_told_even_if_the_start_that_made_them_failed()
    {
        using var folder = new TestFolder();
        await using (var first = ToyStack.Start(folder, [], "--job", "3"))
        {
            await first.ExitAsync();
            first.Output.ShouldNotContain("told-secret");
        }

        await using var second = ToyStack.Start(folder, []);
        await second.ReadyAsync();
        var environment = await second.AskAsync<Dictionary<string, string>>("inner", "/environment");
        second.Output.ShouldContain($"told-secret: {environment["Toy__Told"]}");
    }

    [Fact]
    public async Task Survives_a_kill_and_is_readable_by_its_owner_alone()
    {
        using var folder = new TestFolder();
        await using (var first = ToyStack.Start(folder, [], "--servers"))
        {
            await first.ReadyAsync();
            var environment = await first.AskAsync<Dictionary<string, string>>("inner", "/environment");
            await Database.QueryAsync(environment["ConnectionStrings__inner-db"], "CREATE TABLE kept AS SELECT 1 AS n");
            first.Signal("KILL");
            await first.ExitAsync();
        }

        await using var second = ToyStack.Start(folder, [], "--servers");
        await second.ReadyAsync();
        var again = await second.AskAsync<Dictionary<string, string>>("inner", "/environment");
        (await Database.QueryAsync(again["ConnectionStrings__inner-db"], "SELECT n FROM kept")).ShouldBe("1");
        foreach (var file in (string[])["secrets.json", "resources.json"])
            File.GetUnixFileMode(Path.Combine(folder.Data, file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
