namespace QLab.AppHost.Operating;

internal static class SeedsExtensions
{
    /// <summary>Aspire's own start under the name of what it does; what is there already is not played twice.</summary>
    public static IResourceBuilder<ProjectResource> WithPlayAgainCommand(this IResourceBuilder<ProjectResource> seeds) =>
        seeds.WithCommand("play-again", "Play the seeds again", context => context.Services.GetRequiredService<ResourceCommandService>()
            .ExecuteCommandAsync(context.ResourceName, KnownResourceCommands.StartCommand, context.CancellationToken), new()
            {
                Description = "Plays the facts of the real Labs through the gateway; adds what is missing", IconName = "ArrowRepeatAll",
                UpdateState = context => KnownResourceStates.TerminalStates.Contains(context.ResourceSnapshot.State?.Text)
                    ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });

    /// <summary>One in fifty of its 1,500 requests: all of them cost a fifth of the play, and hide what people do.</summary>
    public static IResourceBuilder<ProjectResource> WithFewTraces(this IResourceBuilder<ProjectResource> seeds) => seeds
        .WithEnvironment("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
        .WithEnvironment("OTEL_TRACES_SAMPLER_ARG", "0.02");
}
