using QLab.TestTeams.Grants;
using QLab.TestTeams.Organisations;
using QLab.TestTeams.Stages;

namespace QLab.TestTeams.Teams;

/// <param name="Stage">Where it is on the triple diamond; null before its first stage.</param>
/// <param name="Stages">Every stage it has entered, in order.</param>
/// <param name="Simulated">True when the project's people, and so what the team recorded, are made up.</param>
sealed record TeamView(
    Guid Id, Guid ProjectId, string Name, IReadOnlyList<OrganisationName> Hosts, string? Challenge, Stage? Stage, DateTimeOffset FormedAt,
    bool Simulated, IReadOnlyList<StageView> Stages, int Learnings, IReadOnlyList<GrantView> Grants)
{
    public static TeamView Of(
        Team t, IReadOnlyList<OrganisationName> hosts, bool simulated, IReadOnlyList<StageView> stages, int learnings,
        IReadOnlyList<GrantView> grants) =>
        new(t.Id, t.ProjectId, t.Name, hosts, t.Challenge, t.Stage, t.FormedAt, simulated, stages, learnings, grants);
}

sealed record TeamListItem(
    Guid Id, Guid ProjectId, string Name, IReadOnlyList<Guid> HostOrganisationIds, Stage? Stage, bool Simulated, int Learnings, int Grants);
