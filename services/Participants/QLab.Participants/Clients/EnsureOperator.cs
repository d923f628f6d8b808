using Microsoft.EntityFrameworkCore;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

/// <summary>
/// On start there is a client <c>operator</c> with every scope of a program or of staff. The configured <c>Operator:Secret</c> wins
/// over a stored one; without it the first start makes a secret and shows it once on the console, past the logs, because those are
/// exported and kept.
/// </summary>
sealed partial class EnsureOperator(
    IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider time, ILogger<EnsureOperator> logger) : IHostedService
{
    const int ShortestSecret = 16;

    public async Task StartAsync(CancellationToken ct)
    {
        var configured = configuration["Operator:Secret"];
        if (configured is { Length: < ShortestSecret })
            throw new InvalidOperationException($"Operator:Secret has fewer than {ShortestSecret} characters. Choose a longer one, or leave it out and one is made.");

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('operator', 2))", ct);

        var client = await db.Clients.SingleOrDefaultAsync(c => c.ClientId == Client.Operator, ct);
        var made = client is null && configured is null ? Secret.New() : null;
        if (client is null) db.Clients.Add(client = New(configured ?? made!));
        else if (configured is not null && !Secret.Matches(configured, client.SecretHash))
        {
            client.Rotate(Secret.Hash(configured), time.GetUtcNow(), overlap: TimeSpan.Zero);
            await db.RevokeTokensAsync(Callers.ClientClaim, client.ClientId, client.TokensFrom!.Value, ct);
            Log.SecretReplaced(logger);
        }
        client.Scopes = Scopes.Operators;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (made is not null) Show(made);
    }

    Client New(string secret) => new()
    {
        Id = Guid.CreateVersion7(), ClientId = Client.Operator, Name = "Operator of the platform",
        SecretHash = Secret.Hash(secret), Scopes = Scopes.Operators, RegisteredAt = time.GetUtcNow(),
    };

    static void Show(string secret) => Console.WriteLine($"""

        The API client 'operator' has been made. Its secret is shown this once; keep it safe:
            {secret}

        """);

    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Operator:Secret differs from the stored one: the configured secret holds from now on")]
        public static partial void SecretReplaced(ILogger logger);
    }
}
