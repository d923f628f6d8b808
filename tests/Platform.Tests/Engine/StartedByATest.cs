using Aspire.Hosting;

namespace QLab.Platform.Tests.Engine;

public sealed class StartedByATest
{
    [Fact]
    public async Task Servers_are_there_when_the_start_returns_and_gone_after_disposal()
    {
        var stop = TestContext.Current.CancellationToken;
        var builder = DistributedApplication.CreateBuilder(["--ephemeral"]);
        var postgres = builder.AddPostgres("postgres");
        var database = postgres.AddDatabase("some-db");
        var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin();
        string server;
        await using (var application = builder.Build())
        {
            await application.StartAsync(stop);

            server = (await postgres.Resource.GetConnectionStringAsync(stop))!;
            (await Database.QueryAsync($"{server};Database=postgres", "SHOW fsync")).ShouldBe("on");
            (await Database.QueryAsync((await database.Resource.GetConnectionStringAsync(stop))!, "SELECT current_database()")).ShouldBe("some-db");
            using var client = new HttpClient();
            (await client.GetAsync(messaging.Resource.ManagementEndpoint.Url, stop)).IsSuccessStatusCode.ShouldBeTrue();
        }

        (await Database.TryAsync($"{server};Database=postgres", "SELECT 1")).ExitCode.ShouldNotBe(0);
    }
}
