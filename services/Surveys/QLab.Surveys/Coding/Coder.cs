namespace QLab.Surveys.Coding;

/// <summary>
/// Who codes, under an id that stands for them everywhere else and travels in exports. Only this row leads to the person.
/// </summary>
sealed class Coder
{
    public required Guid Id { get; init; }

    /// <summary>Who is signed in; null for a program, for a coder of an imported project and after an erasure.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The program, or what an outside issuer calls somebody.</summary>
    public string? Client { get; init; }
}
