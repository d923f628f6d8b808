namespace QLab.ServiceDefaults.Privacy;

/// <summary>Whose data a request is about, under every id that the platform knows them by.</summary>
/// <param name="Subject">What their tokens name as <c>sub</c>, and the key of their row where they are known by name.</param>
/// <param name="Pseudonyms">The ids that stand for them elsewhere, one for each time they joined something.</param>
public sealed record DataSubject(Guid Subject, IReadOnlyList<Guid> Pseudonyms)
{
    /// <summary>All of them, for a query.</summary>
    public Guid[] Ids => [Subject, .. Pseudonyms];
}

/// <summary>
/// What one noun of a service keeps about people, and how it answers for it (UK GDPR Arts 15, 17 and 20). Every table that holds
/// personal data is named by exactly one of these. Registered as a scoped service; works on the service's DbContext inside a
/// transaction that the caller commits.
/// </summary>
public interface IPersonalData
{
    /// <summary>What the part is called in an export: <c>responses</c>.</summary>
    string Name { get; }

    /// <summary>The tables that this answers for.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Everything kept about somebody, ready to be written as JSON; null or an empty list when nothing is.</summary>
    /// <param name="subject">Whose data.</param>
    /// <param name="ct">Cancels reading.</param>
    Task<object?> ExportAsync(DataSubject subject, CancellationToken ct);

    /// <summary>
    /// Leaves no name, address, free text or id that leads to the person, and leaves counts as they are: a row that counts stays
    /// without whose it was. Erasing what has been erased changes nothing.
    /// </summary>
    /// <param name="subject">Whose data.</param>
    /// <param name="ct">Cancels the erasure; the transaction is then rolled back.</param>
    Task EraseAsync(DataSubject subject, CancellationToken ct);

    /// <summary>Puts copies right; nothing to do for a noun that keeps none.</summary>
    /// <param name="correction">What is right.</param>
    /// <param name="ct">Cancels the correction.</param>
    Task CorrectAsync(CorrectionRequested correction, CancellationToken ct) => Task.CompletedTask;
}
