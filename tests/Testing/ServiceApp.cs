using System.Net.Http.Headers;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Security;
using Xunit;

namespace QLab.Testing;

/// <summary>
/// One service in this process, on Kestrel, with a database and a virtual host of its own: the fixture of a test assembly, or of a
/// class that needs other settings or the service for itself.
/// </summary>
/// <typeparam name="TProgram">The service's Program.</typeparam>
/// <param name="service">The service's name, as in its addresses.</param>
public abstract class ServiceApp<TProgram>(string service) : IAsyncLifetime where TProgram : class
{
    const string GatewaysSecret = "the-secret-of-the-gateway-in-tests";

    readonly Lock announcing = new();
    Task<byte[]>? key;
    WebApplicationFactory<TProgram>? factory;
    TokenIssuer? issuer;
    Action<IWebHostBuilder> configure = _ => { };
    string connectionString = "";
    Lazy<Task<AnotherService>>? another;

    /// <summary>The service's name, as in its addresses.</summary>
    public string Service => service;

    /// <summary>Reaches the service's database.</summary>
    public NpgsqlDataSource Database { get; private set; } = null!;

    /// <summary>The address of the virtual host.</summary>
    public string Broker { get; private set; } = null!;

    public TokenIssuer Issuer => issuer!;

    public IServiceProvider Services => factory!.Services;

    /// <summary>More configuration, or other services, for this class.</summary>
    protected virtual void Configure(IWebHostBuilder builder) { }

    /// <summary>A virtual host of this app's own.</summary>
    protected virtual Task<string> NewBrokerAsync() => Servers.NewVirtualHostAsync();

    public async ValueTask InitializeAsync()
    {
        issuer = await TokenIssuer.StartAsync();
        connectionString = await Servers.NewDatabaseAsync(service);
        Database = NpgsqlDataSource.Create(connectionString);
        Broker = await NewBrokerAsync();
        another = new(() => AnotherService.StartAsync(Broker));

        configure = builder =>
        {
            builder.UseSetting($"ConnectionStrings:{service}-db", connectionString);
            builder.UseSetting("ConnectionStrings:messaging", Broker);
            builder.UseSetting("Auth:Issuer", TokenIssuer.Issuer);
            builder.UseSetting("Auth:Jwks", issuer.Jwks);
            builder.UseSetting("Auth:Revocations", issuer.Revocations);
            builder.UseSetting("Auth:RevocationsReadEvery", "00:00:01");
            builder.UseSetting("Gateway:Secret", GatewaysSecret);
            builder.UseUrls("http://127.0.0.1:0");
            Configure(builder);
        };
        factory = Replica();
        await IsReady();
    }

    /// <summary>One more process of the service, on the same database and broker; dispose of it.</summary>
    /// <param name="settings">What is different in it.</param>
    public WebApplicationFactory<TProgram> Replica(params (string Key, string Value)[] settings)
    {
        var replica = new StoppingInOrder(builder =>
        {
            configure(builder);
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
        });
        replica.UseKestrel();
        replica.StartServer();
        return replica;
    }

    /// <summary>Waits until the service says that it can do its work: until then its queues may be missing.</summary>
    public Task IsReady() => Eventually.Succeeds(async () =>
    {
        using var anonymous = Anonymous();
        using var health = await anonymous.GetAsync("/health");
        if (!health.IsSuccessStatusCode) throw new InvalidOperationException(await health.Content.ReadAsStringAsync());
    });

    /// <summary>A client whose token carries these scopes, parted by spaces.</summary>
    public HttpClient Client(string scope) => WithToken(Issuer.Token(scope));

    /// <summary>A client whose token is bound to an organisation.</summary>
    public HttpClient Client(string scope, Guid organisation) => WithToken(Issuer.Token(scope, organisation: organisation));

    /// <summary>A client of an organisation that the service knows as a partner in a project.</summary>
    public async Task<HttpClient> PartnerAsync(Guid project, string scope, string role = "partner", Guid? organisation = null)
    {
        var partner = organisation ?? Guid.NewGuid();
        await ScalarAsync<int>($"INSERT INTO partnerships (organisation_id, project_id, role) VALUES ('{partner}', '{project}', '{role}')");
        return Client(scope, partner);
    }

    /// <summary>Somebody signed in, with the scopes that these roles give.</summary>
    public HttpClient SignedIn(Guid person, params string[] roles) =>
        WithToken(Issuer.PersonToken(person, string.Join(' ', [Access.Me, .. Roles.ScopesOf(roles)]), roles));

    /// <summary>Somebody signed in who takes part as these, in a project each.</summary>
    public HttpClient Participating(params Guid[] participants) =>
        WithToken(Issuer.PersonToken(Guid.NewGuid(), Access.Me, [Roles.Participant], participants: participants));

    public HttpClient WithToken(string token)
    {
        var client = factory!.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public HttpClient Anonymous() => factory!.CreateClient();

    /// <summary>Somebody at this address, as the gateway tells it.</summary>
    public HttpClient From(string address) => From(address, Anonymous());

    /// <summary>The same for another client.</summary>
    public static HttpClient From(string address, HttpClient client)
    {
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        client.DefaultRequestHeaders.Add(GatewaySecret.Header, GatewaysSecret);
        return client;
    }

    /// <summary>Another service, on a connection that all tests of this app share: to open one takes longer than most of them.</summary>
    public async Task<AnotherService> AnotherServiceAsync() => (await another!.Value).Share();

    /// <summary>
    /// The private half of the key that the participants service has announced, and opens with what only a reader may see.
    /// </summary>
    public Task<byte[]> KeyAsync()
    {
        lock (announcing) return key ??= AnnounceKeyAsync();
    }

    async Task<byte[]> AnnounceKeyAsync()
    {
        var (publicKey, privateKey) = SealedBox.NewKeys();
        await using var participants = await AnotherServiceAsync();
        await participants.PublishAsync(new MessageKeyAnnounced(publicKey, DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, () => ScalarAsync<long>("SELECT count(*) FROM message_keys"));
        return privateKey;
    }

    /// <summary>Waits until the service has acted on a message, once in each queue that hears it.</summary>
    public Task HandledAsync(Guid message, int queues = 1) =>
        Eventually.Equals((long)queues, () => ScalarAsync<long>($"SELECT count(*) FROM inbox WHERE message_id = '{message}'"));

    /// <summary>Reads one value from the service's database.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async ValueTask DisposeAsync()
    {
        if (another is { IsValueCreated: true }) await (await another.Value).DisposeAsync();
        if (factory is not null) await factory.DisposeAsync();
        if (issuer is not null) await issuer.DisposeAsync();
        if (Database is not null)
        {
            await Database.DisposeAsync();
            await Servers.DropDatabaseAsync(connectionString);
        }
        if (Broker is not null) await Servers.DeleteVirtualHostAsync(Broker);
        GC.SuppressFinalize(this);
    }

    /// <remarks>
    /// The factory stops the host and lets the program run to its end at the same time, which takes the services from under the bus while
    /// it still hands messages to them: they would come to lie among the dead letters. A process of its own stops one after the other.
    /// </remarks>
    sealed class StoppingInOrder(Action<IWebHostBuilder> configure) : WebApplicationFactory<TProgram>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => configure(builder);

        public override async ValueTask DisposeAsync()
        {
            await Services.GetRequiredService<IBusControl>().StopAsync();
            await base.DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }
}
