using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;

namespace QLab.CodingApi;

/// <summary>
/// Staff code, and what they write in memos is theirs. After an erasure their codings stay, under an id that leads to nobody; their
/// words do not, nor the steps in which these stood.
/// </summary>
sealed class CodingPersonalData(ServiceDb db, CodedTexts texts) : IPersonalData
{
    public string Name => "coding";

    public IReadOnlyList<string> Tables => ["coders", "passages", "coding_memos", "coding_steps"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        if (await CoderAsync(subject, ct) is not { } coder) return null;
        var passages = await db.Set<Passage>().AsNoTracking().Where(p => p.CoderId == coder && !p.Removed).OrderBy(p => p.CodedAt)
            .ToListAsync(ct);
        var memos = await db.Set<Memo>().AsNoTracking().Where(m => m.CoderId == coder && !m.Removed).OrderBy(m => m.ChangedAt)
            .ToListAsync(ct);
        return new { CoderId = coder, Passages = passages.ConvertAll(texts.Told), Memos = memos.ConvertAll(texts.Told) };
    }

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        if (await CoderAsync(subject, ct) is not { } coder) return;
        await db.Set<CodingStep>()
            .Where(s => s.CoderId == coder || db.Set<Passage>().Any(p => p.Id == s.ThingId && p.CoderId == coder)
                || db.Set<Memo>().Any(m => m.Id == s.ThingId && m.CoderId == coder))
            .ExecuteDeleteAsync(ct);
        await db.Set<Memo>().Where(m => m.CoderId == coder).ExecuteDeleteAsync(ct);
        await db.Set<Passage>().Where(p => p.CoderId == coder).ExecuteUpdateAsync(set => set.SetProperty(p => p.Memo, (string?)null), ct);
        await db.Set<Coder>().Where(c => c.Id == coder).ExecuteUpdateAsync(set => set.SetProperty(c => c.PersonId, (Guid?)null), ct);
    }

    Task<Guid?> CoderAsync(DataSubject subject, CancellationToken ct)
    {
        var ids = subject.Ids;
        return db.Set<Coder>()
            .Where(c => c.PersonId != null && ids.Contains(c.PersonId.Value))
            .Select(c => (Guid?)c.Id)
            .FirstOrDefaultAsync(ct);
    }
}
