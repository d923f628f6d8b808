using Microsoft.EntityFrameworkCore;

namespace QLab.Participants.Imports;

/// <summary>The dry run of some lines: what would become of each, and why.</summary>
static class CheckLines
{
    public static async Task RunAsync(Import import, IReadOnlyList<ImportLine> lines, ParticipantsDb db, CancellationToken ct)
    {
        var organisations = await OrganisationsAsync(lines, db, ct);
        var known = await KnownAsync(lines, db, ct);
        var alike = await AlikeAsync(lines, db, ct);
        foreach (var line in lines)
            line.Reasons =
                [.. line.Reasons, .. LineReading.Of(line.Fields, import.ReceivedAt).Faults, .. OrganisationFaults(line, organisations)];
        var (addresses, names) = await FirstAsync(import, lines, db, ct);

        foreach (var line in lines)
        {
            (line.OfPerson, line.LikePerson, line.OfLine) = (known.TryGetValue(line.EmailKey, out var person) ? person : null, null, null);
            if (line.OfPerson is null) line.OfLine = Above(addresses, line.EmailKey, line);

            var outcome = line.Reasons.Count > 0
                ? LineOutcome.Refused
                : line.OfPerson is not null || line.OfLine is not null ? LineOutcome.Duplicate : LineOutcome.Ready;
            if (outcome == LineOutcome.Ready)
            {
                line.LikePerson = alike.TryGetValue(line.NameKey, out var other) ? other : null;
                line.OfLine = line.LikePerson is null ? Above(names, line.NameKey, line) : null;
                if (line.LikePerson is not null || line.OfLine is not null) outcome = LineOutcome.LooksLike;
            }
            import.Settle(line, outcome);
        }
    }

    /// <summary>Organisations by what lines call them; null where two have the same name.</summary>
    public static async Task<Dictionary<string, Guid?>> OrganisationsAsync(
        IEnumerable<ImportLine> lines, ParticipantsDb db, CancellationToken ct)
    {
        string[] names = [.. lines.Select(line => line.Fields.Organisation).OfType<string>().Distinct()];
        var found = await db.Database.SqlQuery<Named>(
            $"SELECT n AS \"Text\", o.id AS \"Id\" FROM unnest({names}) AS n JOIN organisations o ON o.name_key = folded(n) OR o.id::text = lower(n)").ToListAsync(ct);
        return found.GroupBy(each => each.Text).ToDictionary(same => same.Key, same => same.Count() == 1 ? same.First().Id : (Guid?)null);
    }

    static IEnumerable<LineFault> OrganisationFaults(ImportLine line, Dictionary<string, Guid?> organisations) =>
        line.Fields.Organisation is not { } name ? []
        : !organisations.TryGetValue(name, out var id) ? [new("organisation", "No organisation of this name is registered.")]
        : id is null ? [new("organisation", "More than one organisation has this name: write its id.")]
        : [];

    public static async Task<Dictionary<string, Guid>> KnownAsync(IEnumerable<ImportLine> lines, ParticipantsDb db, CancellationToken ct)
    {
        string[] keys = [.. lines.Select(line => line.EmailKey)];
        var found = db.Database.SqlQuery<Named>(
            $"SELECT p.email_key AS \"Text\", p.id AS \"Id\" FROM unnest({keys}) AS k JOIN people p ON p.email_key = k");
        return (await found.ToListAsync(ct)).DistinctBy(p => p.Text).ToDictionary(p => p.Text, p => p.Id);
    }

    static async Task<Dictionary<string, Guid>> AlikeAsync(IEnumerable<ImportLine> lines, ParticipantsDb db, CancellationToken ct)
    {
        string[] keys = [.. lines.Select(line => line.NameKey).Where(key => key.Length > 0).Distinct()];
        var found = db.Database.SqlQuery<Named>(
            $"SELECT p.name_key AS \"Text\", p.id AS \"Id\" FROM unnest({keys}) AS k JOIN people p ON p.name_key = k ORDER BY p.id");
        return (await found.ToListAsync(ct)).DistinctBy(p => p.Text).ToDictionary(p => p.Text, p => p.Id);
    }

    /// <summary>
    /// The first lines of the file with the addresses and the names of these; a line that is refused stands in nobody's way.
    /// </summary>
    static async Task<(Dictionary<string, First> Addresses, Dictionary<string, First> Names)> FirstAsync(
        Import import, IReadOnlyList<ImportLine> lines, ParticipantsDb db, CancellationToken ct)
    {
        string[] addresses = [.. lines.Select(line => line.EmailKey).Where(key => key.Length > 0)], names =
            [.. lines.Select(line => line.NameKey).Where(key => key.Length > 0)];
        int[] refused = [.. lines.Where(line => line.Reasons.Count > 0).Select(line => line.Position)];
        var all = db.ImportLines.Where(l => l.ImportId == import.Id && l.Outcome != LineOutcome.Refused && !refused.Contains(l.Position));
        return (
            await all.Where(l => addresses.Contains(l.EmailKey)).GroupBy(l => l.EmailKey)
                .Select(same => new { same.Key, Number = same.Min(l => l.Number), Position = same.Min(l => l.Position) })
                .ToDictionaryAsync(same => same.Key, same => new First(same.Number, same.Position), ct),
            await all.Where(l => names.Contains(l.NameKey)).GroupBy(l => l.NameKey)
                .Select(same => new { same.Key, Number = same.Min(l => l.Number), Position = same.Min(l => l.Position) })
                .ToDictionaryAsync(same => same.Key, same => new First(same.Number, same.Position), ct));
    }

    static int? Above(Dictionary<string, First> firsts, string key, ImportLine line) =>
        firsts.TryGetValue(key, out var first) && first.Position < line.Position ? first.Number : null;

    sealed record Named(string Text, Guid Id);

    sealed record First(int Number, int Position);
}
