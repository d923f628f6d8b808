using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Npgsql;
using QLab.Testing;

namespace QLab.Participants.Tests;

public sealed class StartingTheService
{
    const string EncryptionSecret = "an-encryption-secret-of-32-letters", OperatorSecret = "a-secret-for-the-operator";

    [Fact]
    public async Task Several_at_once_make_one_key_and_one_operator()
    {
        var (database, broker) = await EmptyAsync();
        var starting = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Started(database, broker))).ToArray();
        var replicas = await Task.WhenAll(starting);
        (await ScalarAsync<long>(database, "SELECT count(*) FROM signing_keys")).ShouldBe(1);
        (await ScalarAsync<long>(database, "SELECT count(*) FROM clients")).ShouldBe(1);
        foreach (var replica in replicas) await replica.DisposeAsync();
    }

    [Fact]
    public async Task With_another_encryption_secret_says_what_to_do()
    {
        var (database, broker) = await EmptyAsync();
        await using (await Task.Run(() => Started(database, broker))) { }

        var refused =
            Should.Throw<InvalidOperationException>(() => Started(database, broker, encryption: "another-encryption-secret-of-letters"));

        refused.Message.ShouldContain("Keys:EncryptionSecret is not the one");
        (await ScalarAsync<long>(database, "SELECT count(*) FROM signing_keys")).ShouldBe(1);
    }

    [Theory]
    [InlineData("", "There is no Keys:EncryptionSecret")]
    [InlineData("short", "fewer than 32")]
    public async Task Without_a_usable_encryption_secret_says_what_to_do(string secret, string message)
    {
        var (database, broker) = await EmptyAsync();
        Should.Throw<InvalidOperationException>(() => Started(database, broker, encryption: secret)).Message.ShouldContain(message);
    }

    [Fact]
    public async Task The_operators_configured_secret_wins_over_the_stored_one()
    {
        var (database, broker) = await EmptyAsync();
        await using (await Task.Run(() => Started(database, broker))) { }
        var first = await ScalarAsync<string>(database, "SELECT secret_hash FROM clients");
        await using (await Task.Run(() => Started(database, broker))) { }
        (await ScalarAsync<string>(database, "SELECT secret_hash FROM clients")).ShouldBe(first, "the same secret is left as it is");

        await using var app = await Task.Run(() => Started(database, broker, operatorSecret: "another-secret-for-the-operator"));

        using var client = app.CreateClient();
        (await AskAsync(client, OperatorSecret)).ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        (await AskAsync(client, "another-secret-for-the-operator")).ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_short_operator_secret_is_refused()
    {
        var (database, broker) = await EmptyAsync();
        Should.Throw<InvalidOperationException>(() => Started(database, broker, operatorSecret: "short")).Message
            .ShouldContain("Operator:Secret");
    }

    static WebApplicationFactory<Program> Started(
        string database, string broker, string encryption = EncryptionSecret, string operatorSecret = OperatorSecret)
    {
        var app = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseSetting("ConnectionStrings:participants-db", database);
            builder.UseSetting("ConnectionStrings:messaging", broker);
            builder.UseSetting("Keys:EncryptionSecret", encryption);
            builder.UseSetting("Operator:Secret", operatorSecret);
            builder.UseUrls("http://127.0.0.1:0");
        });
        app.UseKestrel();
        app.StartServer();
        return app;
    }

    static async Task<System.Net.HttpStatusCode> AskAsync(HttpClient client, string secret)
    {
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("client_id", "operator"), new("client_secret", secret)]);
        using var answer = await client.PostAsync("/connect/token", form);
        return answer.StatusCode;
    }

    async Task<(string Database, string Broker)> EmptyAsync() =>
        (await Servers.NewDatabaseAsync("participants"), await Servers.NewVirtualHostAsync());

    static async Task<T> ScalarAsync<T>(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
