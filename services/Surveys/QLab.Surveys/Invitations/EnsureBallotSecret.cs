namespace QLab.Surveys.Invitations;

/// <summary>Refuses to start without the secret that codes are made from.</summary>
sealed class EnsureBallotSecret(BallotCodes codes) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        codes.RequireSecret();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
