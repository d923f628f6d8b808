using QLab.ServiceDefaults.Persistence;

namespace QLab.Workshops.Methods;

/// <summary>A method of the Lab's own, or one of the library that it has adapted; the library's stays beside it.</summary>
sealed class Method : IVersioned
{
    public const string Noun = "method";

    public required Guid Id { get; init; }
    public required string Key { get; init; }

    /// <summary>The method that this one was made from.</summary>
    public Guid? BasedOn { get; init; }

    /// <summary>Replaced, never changed in place.</summary>
    public required MethodDescription Description { get; set; }

    public required DateTimeOffset AddedAt { get; init; }
    public uint RowVersion { get; private set; }
}
