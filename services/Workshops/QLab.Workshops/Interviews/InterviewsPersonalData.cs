using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Workshops.Interviews.Coding;

namespace QLab.Workshops.Interviews;

/// <summary>That somebody spoke stays, for what rests on it; what they said, recordings of it, and who they are, do not.</summary>
sealed class InterviewsPersonalData(WorkshopsDb db, FileStore files, IEvents events, TimeProvider time) : IPersonalData
{
    public string Name => "interviews";

    public IReadOnlyList<string> Tables => ["speakers", "turns", "recordings"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from speaker in db.Speakers
        join interview in db.Interviews on speaker.InterviewId equals interview.Id
        where speaker.ParticipantId != null && subject.Pseudonyms.Contains(speaker.ParticipantId.Value)
        orderby interview.ArrangedAt
        select new
        {
            speaker.Id, InterviewId = interview.Id, interview.Title, speaker.Name, speaker.ParticipantId, speaker.AgreedAt,
            Said = interview.Turns.Where(t => t.SpeakerId == speaker.Id).OrderBy(t => t.Number).Select(t => t.Text).ToList(),
        }).ToListAsync(ct);

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        Guid[] pseudonyms = [.. subject.Pseudonyms];
        // A voice cannot be taken out of a recording.
        var recorded = await db.Recordings
            .Where(r => db.Speakers.Any(s => s.InterviewId == r.InterviewId && s.ParticipantId != null && pseudonyms.Contains(s.ParticipantId.Value)))
            .ExecuteDeleteAsync(ct);
        if (recorded > 0) await files.DropUnreferencedAsync(ct);
        var spoken = await db.Speakers.Where(s => s.ParticipantId != null && pseudonyms.Contains(s.ParticipantId.Value))
            .OrderBy(s => s.InterviewId).Select(s => new { s.InterviewId, s.Id }).ToListAsync(ct);
        foreach (var speaker in spoken) await db.UncodeAsync(events, speaker.InterviewId, [speaker.Id], time.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"UPDATE turns SET text = {Turn.Erased} FROM speakers s WHERE s.id = turns.speaker_id AND s.participant_id = ANY({pseudonyms})",
            ct);
        await db.Database.ExecuteSqlAsync(
            $"UPDATE speakers SET participant_id = NULL, agreed_at = NULL WHERE participant_id = ANY({pseudonyms})", ct);
    }
}
