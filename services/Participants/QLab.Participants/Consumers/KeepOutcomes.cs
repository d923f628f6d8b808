using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Consents;
using QLab.Participants.Notifications;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Consumers;

/// <summary>
/// Keeps what became of contributions, and tells their givers by mail, with their consent, when a publication first rests on something of
/// theirs: once for each publication, however many contributions it rests on.
/// </summary>
sealed class KeepOutcomes(ParticipantsDb db, NotificationQueue queue, IConfiguration configuration)
    : IHandle<ContributionOutcomeChanged>
{
    public async Task Handle(IReadOnlyList<ContributionOutcomeChanged> events, CancellationToken ct)
    {
        List<ContributionOutcomeChanged> latest =
            [.. events.GroupBy(e => e.ContributionId).Select(of => of.MaxBy(e => e.Version)!).OrderBy(e => e.ContributionId)];
        foreach (var told in latest)
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO contributions AS c (id, participation_id, project_id, counts, themes, insights, used_in, set_aside, together, outcome_version)
                SELECT {told.ContributionId}, p.id, p.project_id, {told.Counts}, {told.Themes}, {told.Insights},
                    {JsonSerializer.Serialize(told.UsedIn, ParticipantsDb.JsonOptions)}::jsonb,
                    {(told.SetAside is null ? null : JsonSerializer.Serialize(told.SetAside, ParticipantsDb.JsonOptions))}::jsonb, {told.Together ?? false},
                    {told.Version}
                FROM participations p WHERE p.id = {told.ParticipantId} AND p.person_id IS NOT NULL
                ON CONFLICT (id) DO UPDATE SET counts = excluded.counts, themes = excluded.themes, insights = excluded.insights,
                    used_in = excluded.used_in, set_aside = excluded.set_aside, together = excluded.together,
                    outcome_version = excluded.outcome_version
                WHERE c.outcome_version < excluded.outcome_version
                """, ct);
        await TellAsync([.. latest.Where(e => e.Counts)], ct);
    }

    async Task TellAsync(IReadOnlyList<ContributionOutcomeChanged> used, CancellationToken ct)
    {
        var first = used.SelectMany(e => e.UsedIn.Where(publication => publication.Retracted != true), (e, publication) => (e.ParticipantId, Publication: publication))
            .ToLookup(each => IdOf(each.ParticipantId, each.Publication.PublicationId));
        Guid[] ids = [.. first.Select(each => each.Key)];
        var told = await db.Notifications.Where(n => ids.Contains(n.Id)).Select(n => n.Id).ToListAsync(ct);
        Guid[] participants = [.. used.Select(e => e.ParticipantId)];
        var present =
            await db.Participations.Where(p => participants.Contains(p.Id) && p.PersonId != null).Select(p => p.Id).ToListAsync(ct);
        foreach (var each in first.Where(each => !told.Contains(each.Key)))
        {
            var (participant, publication) = each.First();
            if (!present.Contains(participant)) continue;
            queue.AddRequested(each.Key, new(ParticipationId: participant), "contribution-used", new Dictionary<string, string>
            {
                ["title"] = publication.Title, ["publicationUrl"] = AddressOf(publication.PublicationId),
            }, Purpose.Contact);
        }
    }

    string AddressOf(Guid publication) =>
        $"{configuration.PublicUrl()}/api/publications/v1/publications/{publication}";

    /// <summary>Two mails about one publication to one participant are one mail.</summary>
    static Guid IdOf(Guid participant, Guid publication) =>
        new(SHA256.HashData([.. "contribution-used"u8, .. participant.ToByteArray(), .. publication.ToByteArray()]).AsSpan(0, 16));
}
