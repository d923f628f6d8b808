namespace QLab.Coding;

/// <summary>
/// Who codes, under an id that stands for them everywhere else and travels in exports. Only this row leads to the person.
/// </summary>
public sealed class Coder
{
    public required Guid Id { get; init; }

    /// <summary>Who is signed in; null for a program, for a coder of an imported project and after an erasure.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The program, or what an outside issuer calls somebody.</summary>
    public string? Client { get; init; }
}

/// <param name="Id">Stands for a person; who that is is told nowhere.</param>
/// <param name="Passages">How many passages they have coded here.</param>
/// <param name="Texts">In how many texts.</param>
/// <param name="IsYou">Whether this is the caller.</param>
public sealed record CoderView(Guid Id, int Passages, int Texts, bool IsYou);
