using QLab.AppHost.Servers;

namespace QLab.AppHost.Operating;

internal static class MigrateCommand
{
    /// <summary>Every start migrates; this does it for a service that shall not start yet, such as before a restore.</summary>
    public static IResourceBuilder<ProjectResource> WithMigrateCommand(
        this IResourceBuilder<ProjectResource> service, OwnDatabaseResource database, RabbitMQServerResource messaging) =>
        service.WithProcessCommand("migrate", "Run migrations only", async context =>
        {
            var program = service.Resource.Annotations.OfType<ExecutableAnnotation>().Last();
            return new ProcessCommandSpec(program.Command)
            {
                WorkingDirectory = program.WorkingDirectory,
                Arguments = ["--migrate"],
                EnvironmentVariables = new Dictionary<string, string>
                {
                    [$"ConnectionStrings__{database.Name}"] = await AddressAsync(database.ConnectionStringExpression, context),
                    [$"ConnectionStrings__{messaging.Name}"] = await AddressAsync(messaging.ConnectionStringExpression, context),
                },
            };
        }, new()
        {
            Description = "Brings the database to the schema of this build and ends; the service itself may be stopped",
            IconName = "DatabaseArrowUp",
            Progress = new() { Message = "Migrating" },
            GetCommandResult = context => Task.FromResult(context.ExitCode == 0
                ? CommandResults.Success($"{database.Name} is up to date.")
                : CommandResults.Failure(
                    $"{database.Name} was not migrated.", context.GetFormattedOutput(50, ""), CommandResultFormat.Text)),
        });

    static async Task<string> AddressAsync(ReferenceExpression connectionString, ExecuteCommandContext context) =>
        (await connectionString.GetValueAsync(context.CancellationToken))!;
}
