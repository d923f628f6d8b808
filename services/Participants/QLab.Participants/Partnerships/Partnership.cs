using System.Text.Json;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.Partnerships;

public enum PartnershipRole
{
    Partner,
    TeamHost,
    Funder,
    Evaluator,
    CoProducer,
}

/// <summary>What one organisation is to one project in one role: what it gives, and what it cares about most.</summary>
sealed class Partnership : IVersioned
{
    public const string Noun = "partnership";

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required PartnershipRole Role { get; init; }
    public required string[] Contributions { get; set; }
    public required string[] Priorities { get; set; }
    /// <summary>Whether the organisations that belong to the partner, at any depth, are bound to the project as it is.</summary>
    public bool IncludesMembers { get; set; }

    public required DateTimeOffset AgreedAt { get; init; }

    /// <summary>Since when it is no more: queries do not see those unless they say <c>IgnoreQueryFilters</c>.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public uint RowVersion { get; private set; }

    /// <summary>As other services are told of it.</summary>
    public string RoleName => JsonNamingPolicy.CamelCase.ConvertName(Role.ToString());
}
