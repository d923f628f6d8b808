using Microsoft.EntityFrameworkCore;

namespace QLab.TestTeams.Organisations;

sealed record OrganisationName(Guid Id, string Name);

static class OrganisationNames
{
    /// <summary>The names of those that are known, in the order asked for.</summary>
    public static async Task<IReadOnlyList<OrganisationName>> Named(
        this TestTeamsDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var known = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        return [.. ids.Where(known.ContainsKey).Select(id => new OrganisationName(id, known[id]))];
    }

    /// <summary>The fault of a list that names an organisation twice.</summary>
    public static Dictionary<string, string[]> Repeated(string pointer, IReadOnlyList<Guid> ids) =>
        Enumerable.Range(0, ids.Count).Where(i => ids.Take(i).Contains(ids[i])).ToDictionary(
            i => $"{pointer}/{i}", _ => new[] { "This organisation is named already." });
}
