using Microsoft.EntityFrameworkCore;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;

namespace QLab.ReferenceData;

sealed class KeepParticipants(ServiceDb db) :
    IHandle<ParticipantJoined>, IHandle<ParticipantLeft>, IHandle<ParticipantReachAnnounced>
{
    public async Task Handle(IReadOnlyList<ParticipantJoined> events, CancellationToken ct)
    {
        foreach (var joined in events.OrderBy(joined => joined.ParticipantId))
            await db.KeepAsync(new()
            {
                ProjectId = joined.ProjectId, Id = joined.ParticipantId, Present = true, ChangedAt = joined.OccurredAt,
                Perspectives = [.. joined.Perspectives], PerspectivesAt = joined.OccurredAt,
            }, ct);
    }

    public async Task Handle(IReadOnlyList<ParticipantLeft> events, CancellationToken ct)
    {
        foreach (var left in events.OrderBy(left => left.ParticipantId))
            await db.KeepAsync(new() { ProjectId = left.ProjectId, Id = left.ParticipantId, ChangedAt = left.OccurredAt }, ct);
    }

    /// <remarks>In one statement, because everybody is told of again and again; who is known already is not written.</remarks>
    public async Task Handle(IReadOnlyList<ParticipantReachAnnounced> events, CancellationToken ct)
    {
        var told = events.SelectMany(announced => announced.Participants, (announced, of) => (announced.ProjectId, Of: of))
            .GroupBy(told => told.Of.ParticipantId, (_, same) => same.MaxBy(told => told.Of.Since)).ToList();
        Guid[] projects = [.. told.Select(t => t.ProjectId)], ids = [.. told.Select(t => t.Of.ParticipantId)];
        string[] reach = [.. told.Select(t => t.Of.Reach)];
        DateTimeOffset[] since = [.. told.Select(t => t.Of.Since.ToUniversalTime())];
        byte[][] hashes = [.. ids.Select(id => ErasedIds.HashOf(id))];
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO participants AS kept (project_id, id, present, changed_at, perspectives, perspectives_at, reach, reach_at)
            SELECT project_id, id, false, '-infinity', ARRAY[]::text[], '-infinity', reach, since
            FROM unnest({projects}, {ids}, {reach}, {since}, {hashes}) AS told (project_id, id, reach, since, hash)
            WHERE NOT EXISTS (SELECT FROM erased_ids WHERE erased_ids.hash = told.hash)
            ORDER BY project_id, id
            ON CONFLICT (project_id, id) DO UPDATE SET reach = excluded.reach, reach_at = excluded.reach_at
            WHERE kept.reach_at IS NULL OR kept.reach_at < excluded.reach_at
            """, ct);
    }
}

static class KeptParticipants
{
    /// <summary>
    /// Who is there and how they take part are two facts, of each of which the latest counts; of two at the same instant, that they
    /// have left. What is not told has the earliest instant there is. Somebody who was erased does not come back with a late message.
    /// </summary>
    public static Task KeepAsync(this ServiceDb db, Participant told, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO participants (project_id, id, present, changed_at, perspectives, perspectives_at)
            SELECT {told.ProjectId}, {told.Id}, {told.Present}, {told.ChangedAt.ToUniversalTime()},
                {told.Perspectives}, {told.PerspectivesAt.ToUniversalTime()}
            WHERE NOT EXISTS (SELECT FROM erased_ids WHERE hash = {ErasedIds.HashOf(told.Id)})
            ON CONFLICT (project_id, id) DO UPDATE SET
                present = CASE
                    WHEN participants.changed_at < excluded.changed_at THEN excluded.present
                    ELSE participants.present AND (excluded.present OR participants.changed_at > excluded.changed_at) END,
                changed_at = greatest(participants.changed_at, excluded.changed_at),
                perspectives = CASE
                    WHEN participants.perspectives_at < excluded.perspectives_at THEN excluded.perspectives
                    ELSE participants.perspectives END,
                perspectives_at = greatest(participants.perspectives_at, excluded.perspectives_at)
            """, ct);
}

sealed class ParticipantsPersonalData(ServiceDb db) : IPersonalData
{
    public string Name => "participations";

    public IReadOnlyList<string> Tables => ["participants"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await Of(subject).Select(p => new { ParticipantId = p.Id, p.ProjectId, p.Present, p.Perspectives, p.Reach }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    /// <remarks>The joining itself may still be on its way; its perspectives are then the older ones.</remarks>
    public async Task CorrectAsync(CorrectionRequested correction, CancellationToken ct)
    {
        if (!correction.Facts.TryGetValue("perspectives", out var perspectives)) return;
        if (!correction.Facts.TryGetValue("projectId", out var project)) return;
        await db.KeepAsync(new()
        {
            ProjectId = Guid.Parse(project[0]), Id = correction.Pseudonym,
            Perspectives = [.. perspectives], PerspectivesAt = correction.OccurredAt,
        }, ct);
    }

    IQueryable<Participant> Of(DataSubject subject) => db.Set<Participant>().Where(p => subject.Pseudonyms.Contains(p.Id));
}
