using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using QLab.AppHost.Running;
using QLab.AppHost.Servers;

namespace QLab.AppHost.Operating;

internal static class BackupCommand
{
    /// <summary>Backs up what docs/operations.md asks for, with the programs of this machine: not for a server in a container.</summary>
    public static IResourceBuilder<PostgresServerResource> WithBackupCommand(
        this IResourceBuilder<PostgresServerResource> postgres, RabbitMQServerResource messaging)
    {
        var builder = postgres.ApplicationBuilder;
        if (!builder.ExecutionContext.IsRunMode) return postgres;
        var isProcess = !builder.Resources.Contains(postgres.Resource);
        var script = Path.Combine(AppContext.BaseDirectory, "Operating", "back-up.sh");
        return postgres.WithProcessCommand("back-up", "Back up now", async context => new ProcessCommandSpec(script)
        {
            Arguments = [.. builder.Resources.OfType<OwnDatabaseResource>().Select(database => database.Name)],
            EnvironmentVariables = await EnvironmentAsync(postgres.Resource, builder.RunFolder(), context),
        }, new()
        {
            Description = isProcess
                ? "Dumps every database and copies the secrets beside the dumps"
                : "Not available while PostgreSQL is a container: back up its volume instead",
            IconName = "Archive",
            Progress = new() { Message = "Dumping the databases" },
            UpdateState = context => isProcess ? OperationExtensions.WhileRunning(context) : ResourceCommandState.Disabled,
            GetCommandResult = context => ResultAsync(messaging, context),
        });
    }

    static async Task<Dictionary<string, string>> EnvironmentAsync(
        PostgresServerResource server, string runFolder, ExecuteCommandContext context)
    {
        var address = new NpgsqlConnectionStringBuilder(await server.GetConnectionStringAsync(context.CancellationToken));
        return new()
        {
            ["PGHOST"] = address.Host!, ["PGPORT"] = address.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = address.Username!, ["PGPASSWORD"] = address.Password!,
            ["SECRETS"] = context.Services.GetRequiredService<Secrets>().Path,
            ["TO"] = Path.Combine(runFolder, "backups", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture)),
        };
    }

    static async Task<ExecuteCommandResult> ResultAsync(RabbitMQServerResource messaging, ProcessCommandResultContext context)
    {
        if (context.ExitCode != 0)
            return CommandResults.Failure("There is no backup.", context.GetFormattedOutput(50, ""), CommandResultFormat.Text);
        var folder = context.ProcessCommandSpec.EnvironmentVariables["TO"];
        var waiting = await MessagesAsync(messaging, context.CancellationToken);
        var warning = waiting == 0
            ? ""
            : $"\n\n**{waiting} messages wait in queues and are not in this backup.** Back up again when there are none.";
        return CommandResults.Success("Backed up", $"`{folder}`{warning}", CommandResultFormat.Markdown, displayImmediately: true);
    }

    /// <summary>What is still in a queue is nowhere else.</summary>
    static async Task<long> MessagesAsync(RabbitMQServerResource messaging, CancellationToken cancellationToken)
    {
        var user = Uri.UnescapeDataString(new Uri((await messaging.ConnectionStringExpression.GetValueAsync(cancellationToken))!).UserInfo);
        using var http = new HttpClient { BaseAddress = new(messaging.ManagementEndpoint.Url) };
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        var overview = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/overview", UriKind.Relative), cancellationToken))!;
        return overview["queue_totals"]?["messages"]?.GetValue<long>() ?? 0;
    }
}
