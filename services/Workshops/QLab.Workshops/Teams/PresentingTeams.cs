using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Problems;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Teams;

/// <summary>A test team that shows its work.</summary>
sealed record PresentingTeam(Guid Id, string Name);

/// <summary>Which teams may be said to present at a gathering, and what they are called.</summary>
static class PresentingTeams
{
    /// <param name="named">Without those that were named before: they stay, also where nothing was told of them.</param>
    public static async Task<Refusal?> RefuseTeamsAsync(
        this WorkshopsDb db, Guid projectId, IEnumerable<Guid> named, CancellationToken ct)
    {
        Guid[] ids = [.. named.Distinct()];
        if (ids.Length == 0) return null;
        var known = await db.Teams.Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.ProjectId, ct);
        var (unknown, elsewhere) = (Those(id => !known.ContainsKey(id)), Those(id => known.TryGetValue(id, out var of) && of != projectId));
        return unknown.Length > 0 ? Refusal.NotKnownHere("team") with { Members = Members(unknown) }
            : elsewhere.Length > 0 ? WorkshopErrors.TeamOfAnotherProject with { Members = Members(elsewhere) }
            : null;

        Guid[] Those(Func<Guid, bool> which) => [.. ids.Where(which)];
    }

    /// <summary>In the order in which they were named.</summary>
    public static async Task<IReadOnlyList<PresentingTeam>> PresentingAsync(this WorkshopsDb db, Workshop workshop, CancellationToken ct)
    {
        var ids = workshop.PresentingTeamIds;
        if (ids.Count == 0) return [];
        var teams = await db.Teams.Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name, ct);
        return [.. ids.Where(teams.ContainsKey).Select(id => new PresentingTeam(id, teams[id]))];
    }

    static Dictionary<string, object?> Members(Guid[] teams) => new() { ["teamIds"] = teams };
}
