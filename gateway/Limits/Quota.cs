namespace QLab.Gateway.Limits;

/// <summary>So many requests in so many seconds.</summary>
sealed record Quota(int Requests, int Seconds)
{
    public TimeSpan Window => TimeSpan.FromSeconds(Seconds);
}

/// <summary>The section <c>Limits</c>. Each replica of the gateway counts for itself.</summary>
sealed record QuotaSettings
{
    /// <summary>False for load tests.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>For each address that sends no valid token.</summary>
    public Quota Anonymous { get; init; } = new(3_000, 60);

    /// <summary>For each client with a valid token.</summary>
    public Quota Client { get; init; } = new(30_000, 60);

    /// <summary>For each address that asks for tokens or signs in: it is guessing secrets and codes that this slows down.</summary>
    public Quota Token { get; init; } = new(60, 60);

    public Quota For(string policy) => policy switch
    {
        RateLimitPartitionKey.Token => Token,
        RateLimitPartitionKey.Client => Client,
        _ => Anonymous,
    };
}
