using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Audit;

/// <summary>The only writer of audit entries: one for each request that reads or changes personal data.</summary>
sealed class AuditLog(ParticipantsDb db, IHttpContextAccessor accessor, TimeProvider time)
{
    /// <summary>Whether this request has left an entry; see <see cref="AuditedExtensions.Audited"/>.</summary>
    public bool HasEntry { get; private set; }

    /// <summary>Adds an entry to the unit of work: it is stored with the change, or not at all.</summary>
    public async Task ChangedAsync(string what, CancellationToken ct, params Guid[] subjects) =>
        db.AuditEntries.Add(await EntryAsync(AuditAction.Changed, what, subjects, ct));

    /// <summary>Stores an entry at once: what cannot be recorded is not shown.</summary>
    public async Task ReadAsync(string what, IEnumerable<Guid> subjects, CancellationToken ct)
    {
        db.AuditEntries.Add(await EntryAsync(AuditAction.Read, what, [.. subjects.Distinct()], ct));
        await db.SaveChangesAsync(ct);
    }

    async Task<AuditEntry> EntryAsync(AuditAction action, string what, Guid[] subjects, CancellationToken ct)
    {
        HasEntry = true;
        var http = accessor.HttpContext;
        return new()
        {
            At = time.GetUtcNow(), Action = action, What = what, Subjects = subjects,
            Actor = await ActorAsync(http, ct), OrganisationId = http?.User.OrganisationId(),
            FromAddress = http is null ? null : ClientAddress.Of(http)?.ToString(), TraceId = Activity.Current?.TraceId.ToString(),
        };
    }

    async Task<string> ActorAsync(HttpContext? http, CancellationToken ct)
    {
        if (http is null) return "platform";
        if (http.User.FindFirst(Callers.ClientClaim) is { } client) return $"client:{client.Value}";
        if (http.User.PersonId() is not { } person)
            return http.User.FindFirst("sub") is { } outside ? $"outside:{outside.Value}" : "anonymous";
        return $"person:{await db.People.Where(p => p.Id == person).Select(p => p.AuditId).SingleOrDefaultAsync(ct)}";
    }
}

/// <summary>Under which ids the audit log knows those whose data is shown.</summary>
static class AuditIds
{
    public static Task<List<Guid>> AuditIdsOfPeopleAsync(this ParticipantsDb db, IEnumerable<Guid> people, CancellationToken ct) =>
        db.People.Where(p => people.Contains(p.Id)).Select(p => p.AuditId).ToListAsync(ct);

    public static async Task<Guid[]> AuditIdsOfParticipantsAsync(this ParticipantsDb db, IEnumerable<Guid> participants, CancellationToken ct) =>
        await db.Participations.Where(t => participants.Contains(t.Id))
            .Join(db.People, t => t.PersonId, p => p.Id, (_, p) => p.AuditId)
            .ToArrayAsync(ct);
}

/// <summary>Marks an endpoint that touches personal data.</summary>
sealed record TouchesPersonalData;

static class AuditedExtensions
{
    /// <summary>Such an endpoint either refuses or leaves an entry in the audit log; a handler that forgets it fails.</summary>
    public static TBuilder Audited<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new TouchesPersonalData()).AddEndpointFilter(async (context, next) =>
        {
            var answer = await next(context);
            var outcome = answer is INestedHttpResult nested ? nested.Result : answer;
            var refused = outcome is IStatusCodeHttpResult { StatusCode: >= 400 };
            if (!refused && !context.HttpContext.RequestServices.GetRequiredService<AuditLog>().HasEntry)
                throw new InvalidOperationException($"{context.HttpContext.GetEndpoint()?.DisplayName} shows or changes personal data and left no audit entry.");
            return answer;
        });
}
