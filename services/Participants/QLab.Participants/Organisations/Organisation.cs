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
sealed class Organisation
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required OrganisationKind Kind { get; init; }
    public Guid? ParentId { get; init; }
    public required DateTimeOffset RegisteredAt { get; init; }
}
