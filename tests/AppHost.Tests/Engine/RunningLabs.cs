using System.Net.Sockets;
using Npgsql;
using QLab.ServiceDefaults;
using QLab.Testing;

namespace QLab.AppHost.Tests.Engine;

[Collection("Labs")]
public sealed class RunningLabs(TwoLabs labs) : IAsyncLifetime
{
    static readonly string[] Services = ["gateway", .. PlatformServices.Names];

    public async ValueTask InitializeAsync() => await labs.KeptRunsAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Two_run_at_once()
    {
        using var http = new HttpClient();
        foreach (var lab in (Lab[])[labs.Kept, labs.Ephemeral])
            (await http.GetStringAsync(new Uri(lab.Gateway, "/health"))).ShouldContain("healthy");
        labs.Kept.Gateway.ShouldNotBe(labs.Ephemeral.Gateway);
        labs.Kept.Output.ShouldContain("Dashboard: http://localhost:");
    }

    [Fact]
    public async Task A_second_one_on_the_same_data_is_refused_by_name()
    {
        await using var second = Lab.Start(labs.Folder, "--no-seeds", "--gateway-port", "0");

        (await second.ExitAsync()).ShouldBe(1);
        second.Output.ShouldContain($"Another run is using the data in {labs.Folder.Data}");
    }

    [Fact]
    public async Task A_service_that_crashed_is_started_again()
    {
        var before = labs.Folder.PidOfService("workshops");

        Signals.Send("KILL", before);

        await labs.Kept.SaysAsync(@"workshops\s+crashed or was killed; starting it again in 0\.5 s");
        await labs.Kept.SaysAsync(@"workshops\s+running again");
        labs.Folder.PidOfService("workshops").ShouldNotBe(before);
    }

    [Fact]
    public async Task Servers_that_crashed_come_back_on_the_same_port_with_their_data()
    {
        var database = ConnectionOf("publications");
        await RunAsync(database, "CREATE TABLE survives (word text); INSERT INTO survives VALUES ('still here')");

        Signals.Send("KILL", labs.Folder.PidOfServer("postgres"));
        Signals.Send("KILL", labs.Folder.PidOfServer("messaging"));

        await labs.Kept.SaysAsync(@"postgres\s+running again");
        await labs.Kept.SaysAsync(@"messaging\s+running again");
        (await RunAsync(database, "SELECT word FROM survives")).ShouldBe("still here");
        await IsHealthyAsync();
    }

    [Theory]
    [InlineData("surveys-db")]
    [InlineData("postgres")]
    [InlineData("template1")]
    public async Task A_service_reaches_its_own_database_and_no_other(string other)
    {
        var own = ConnectionOf("participants");
        (await RunAsync(own, "SELECT current_user")).ShouldBe("participants-db");

        var refused = await Should.ThrowAsync<PostgresException>(
            () => RunAsync(new NpgsqlConnectionStringBuilder(own) { Database = other }.ConnectionString, "SELECT 1"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public void A_service_knows_no_secret_of_others()
    {
        var secret = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(labs.Folder.Data, "secrets.json")))
            .RootElement.GetProperty("Parameters:operator-secret").GetString()!;
        foreach (var service in Services.Except(["participants"]))
            File.ReadAllText($"/proc/{labs.Folder.PidOfService(service)}/environ").ShouldNotContain(secret);
        File.GetUnixFileMode(Path.Combine(labs.Folder.Data, "secrets.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>A connection string as a service was given it.</summary>
    string ConnectionOf(string service)
    {
        var environment = File.ReadAllText($"/proc/{labs.Folder.PidOfService(service)}/environ").Split('\0');
        return environment.Single(v => v.StartsWith($"ConnectionStrings__{service}-db=", StringComparison.Ordinal)).Split('=', 2)[1];
    }

    Task IsHealthyAsync() => Eventually.Succeeds(async () =>
    {
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(labs.Kept.Gateway, "/health"))).ShouldStartWith("{\"status\":\"healthy\"");
    });

    static async Task<object?> RunAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{database};Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
