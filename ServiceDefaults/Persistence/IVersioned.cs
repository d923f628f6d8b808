namespace QLab.ServiceDefaults.Persistence;

/// <summary>
/// An entity whose concurrent changes are noticed: the second of two writers is refused. PostgreSQL's <c>xmin</c> is the token.
/// </summary>
public interface IVersioned
{
    /// <summary>The row's version as read; changes with every update. Sent to clients as the ETag.</summary>
    uint RowVersion { get; }
}
