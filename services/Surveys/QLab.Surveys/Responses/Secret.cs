namespace QLab.Surveys.Responses;

/// <summary>Random bytes that this database made for itself.</summary>
sealed class Secret
{
    public required string Name { get; init; }
    public required byte[] Value { get; init; }
}
