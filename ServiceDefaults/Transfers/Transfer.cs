namespace QLab.ServiceDefaults.Transfers;

/// <summary>
/// An import or an export: a file on its way into a service or out of it, in states that the service names. It comes to its end in runs,
/// of a worker or of a request (see <see cref="TransferRuns{TTransfer,TState}"/>), and says how far the present or last one has come.
/// </summary>
/// <typeparam name="TState">The service's names for its states.</typeparam>
public abstract class Transfer<TState> where TState : struct, Enum
{
    /// <summary>The key; whoever sends it again says the same one.</summary>
    public required Guid Id { get; init; }

    /// <summary>What may be done with it now.</summary>
    public TState State { get; protected set; }

    /// <summary>How many lines the present run has dealt with, or the last one had.</summary>
    public int Done { get; protected set; }

    /// <summary>When the last run ended; null while one is under way or waited for.</summary>
    public DateTimeOffset? FinishedAt { get; protected set; }

    /// <summary>A run begins, and counts anew.</summary>
    /// <param name="state">The state until it ends.</param>
    protected void Begin(TState state) => (State, Done, FinishedAt) = (state, 0, null);

    /// <summary>The run that is under way ends.</summary>
    /// <param name="state">What came of it.</param>
    /// <param name="now">When.</param>
    protected void Settle(TState state, DateTimeOffset now)
    {
        if (FinishedAt is not null) throw new InvalidOperationException($"This was {State} before it could be {state}.");
        (State, FinishedAt) = (state, now);
    }
}
