using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Audit;

/// <param name="ActorId">Who it was, where it was a person who is still known.</param>
/// <param name="People">Whose data it was, as far as they are still known.</param>
/// <param name="Erased">How many others it was about, who have been erased since.</param>
sealed record AuditEntryView(
    long Position, DateTimeOffset At, string Actor, Guid? ActorId, Guid? OrganisationId, AuditAction Action, string What,
    IReadOnlyList<Guid> People, int Erased, string? FromAddress, string? TraceId);

public sealed record AuditQuery(
    [property: Description("Only what was about this person, by their id.")] Guid? PersonId,
    [property: Description("Only what this person did, by their id.")] Guid? ActorId,
    [property: Description("Only what this actor did: client:operator, anonymous."), StringLength(200)] string? Actor,
    [property: Description("read or changed.")] EnumParameter<AuditAction>? Action,
    [property: Description("What was read or changed: person, consents."), StringLength(100)] string? What,
    [property: Description("From this instant on.")] DateTimeOffset? From,
    [property: Description("Before this instant.")] DateTimeOffset? To,
    [property: Range(1, 200), Description("How many entries, 1 to 200; 50 when not said.")] int? Limit,
    [property: Range(1, long.MaxValue), Description("The position of the last entry of the page before; the newest come first.")] long? After);

static class ReadAudit
{
    public static async Task<Ok<IReadOnlyList<AuditEntryView>>> List(
        [AsParameters] AuditQuery query, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var limit = query.Limit ?? 50;
        var subject = query.PersonId is { } person ? await AuditIdAsync(db, person, ct) : (Guid?)null;
        var read = await (await MatchingAsync(query, subject, db, ct)).AsNoTracking()
            .OrderByDescending(e => e.Position)
            .Take(limit + 1)
            .ToListAsync(ct);
        var page = read.Take(limit).ToList();
        // Reading what is kept about somebody is reading about them, too.
        await audit.ReadAsync("audit", subject is { } about && about != Guid.Empty ? [about] : [], ct);

        if (read.Count > limit) http.Response.Headers.Link = $"<{Next(http.Request, page[^1].Position)}>; rel=\"next\"";
        return TypedResults.Ok(await ViewsAsync(page, db, ct));
    }

    static async Task<IQueryable<AuditEntry>> MatchingAsync(AuditQuery query, Guid? subject, ParticipantsDb db, CancellationToken ct)
    {
        var entries = db.AuditEntries.AsQueryable();
        if (subject is { } about) entries = entries.Where(e => e.Subjects.Contains(about));
        if (query.ActorId is { } actorId)
        {
            var actor = $"person:{await AuditIdAsync(db, actorId, ct)}";
            entries = entries.Where(e => e.Actor == actor);
        }
        if (query.Actor is { } named) entries = entries.Where(e => e.Actor == named);
        if (query.Action is { Value: var action }) entries = entries.Where(e => e.Action == action);
        if (query.What is { } what) entries = entries.Where(e => e.What == what);
        if (query.From?.ToUniversalTime() is { } from) entries = entries.Where(e => e.At >= from);
        if (query.To?.ToUniversalTime() is { } to) entries = entries.Where(e => e.At < to);
        return query.After is { } after ? entries.Where(e => e.Position < after) : entries;
    }

    /// <returns>An id that no entry has, when there is no such person.</returns>
    static Task<Guid> AuditIdAsync(ParticipantsDb db, Guid person, CancellationToken ct) =>
        db.People.Where(p => p.Id == person).Select(p => p.AuditId).SingleOrDefaultAsync(ct);

    static async Task<IReadOnlyList<AuditEntryView>> ViewsAsync(List<AuditEntry> page, ParticipantsDb db, CancellationToken ct)
    {
        var named = page.SelectMany(e => e.Subjects).Concat(page.Select(ActorAuditId).OfType<Guid>()).Distinct().ToList();
        var people = await db.People.Where(p => named.Contains(p.AuditId)).ToDictionaryAsync(p => p.AuditId, p => p.Id, ct);
        return [.. page.Select(e =>
        {
            Guid[] known = [.. e.Subjects.Where(people.ContainsKey).Select(id => people[id])];
            var actor = ActorAuditId(e) is { } id && people.TryGetValue(id, out var person) ? person : (Guid?)null;
            return new AuditEntryView(
                e.Position, e.At, e.Actor, actor, e.OrganisationId, e.Action, e.What, known, e.Subjects.Length - known.Length,
                e.FromAddress, e.TraceId);
        })];
    }

    static Guid? ActorAuditId(AuditEntry entry) =>
        entry.Actor.StartsWith("person:", StringComparison.Ordinal) && Guid.TryParse(entry.Actor.AsSpan(7), out var id) ? id : null;

    static string Next(HttpRequest request, long position)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        query["after"] = position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return UriHelper.BuildRelative(request.PathBase, request.Path, QueryString.Create(query));
    }
}
