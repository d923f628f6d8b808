namespace QLab.AppHost.Operating;

internal static class OperationExtensions
{
    /// <summary>A command that asks the platform for something; a refusal is the command's own failure, in the platform's words.</summary>
    public static IResourceBuilder<T> WithOperation<T>(
        this IResourceBuilder<T> resource, string name, string displayName, CommandOptions options,
        Func<CancellationToken, Task<ExecuteCommandResult>> execute) where T : IResource
    {
        options.UpdateState ??= WhileRunning;
        return resource.WithCommand(name, displayName, async context =>
        {
            try
            {
                return await execute(context.CancellationToken);
            }
            catch (HttpRequestException e)
            {
                return CommandResults.Failure(e.Message);
            }
        }, options);
    }

    public static ResourceCommandState WhileRunning(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
}
