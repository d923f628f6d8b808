using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Organisations;

public enum OrganisationKind
{
    Charity,
    NhsTrust,
    HealthBoard,
    Hospital,
    University,
    Network,
    Funder,
    Evaluator,
}

/// <summary>An organisation that the platform knows; a federation's members name it as their parent.</summary>
sealed class Organisation : IVersioned
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>The name as people search for it; the database makes it.</summary>
    public string NameKey { get; private init; } = "";

    public required OrganisationKind Kind { get; set; }
    public Guid? ParentId { get; set; }
    public required DateTimeOffset RegisteredAt { get; init; }
    public uint RowVersion { get; private set; }
}
