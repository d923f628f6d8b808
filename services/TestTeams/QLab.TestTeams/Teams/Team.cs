using QLab.ServiceDefaults.Persistence;
using QLab.TestTeams.Stages;

namespace QLab.TestTeams.Teams;

/// <summary>People of one or more organisations trying ideas.</summary>
sealed class Team : IVersioned
{
    public const string Noun = "team";

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Name { get; set; }
    public required IReadOnlyList<Guid> HostOrganisationIds { get; set; }

    /// <summary>What the team wants to change; the first diamond ends in it.</summary>
    public string? Challenge { get; set; }

    /// <summary>Where it is on the triple diamond; null before its first stage.</summary>
    public Stage? Stage { get; private set; }

    /// <summary>How many stages it has entered.</summary>
    public int Version { get; private set; }

    public required DateTimeOffset FormedAt { get; init; }
    public uint RowVersion { get; private set; }

    public void Correct(string name, IReadOnlyList<Guid> hosts) => (Name, HostOrganisationIds) = (name, hosts);

    public void Enter(Stage stage)
    {
        Stage = stage;
        Version++;
    }
}
