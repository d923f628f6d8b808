using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.Rounds;

/// <summary>A vote stays as a count, without whose it was.</summary>
sealed class VotesPersonalData(WorkshopsDb db) : IPersonalData
{
    public string Name => "votes";

    public IReadOnlyList<string> Tables => ["votes"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) => await (
        from vote in db.Votes
        join round in db.Rounds on vote.RoundId equals round.Id
        where vote.ParticipantId != null && subject.Pseudonyms.Contains(vote.ParticipantId.Value)
        orderby vote.CastAt
        select new
        {
            vote.Id, vote.RoundId, round.Title, round.Question, round.Items, vote.ParticipantId, vote.Choices, vote.CastAt,
        }).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        Guid[] pseudonyms = [.. subject.Pseudonyms];
        return db.Database.ExecuteSqlAsync($"UPDATE votes SET participant_id = NULL WHERE participant_id = ANY({pseudonyms})", ct);
    }
}
