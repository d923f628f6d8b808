using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Persistence;

namespace QLab.CodingApi.Refi;

/// <summary>Takes what a file has coded in the texts of a service.</summary>
public sealed class TakeCodings(
    ServiceDb db, CodingJournal journal, CodedOrigin origin, Guid importer, DateTimeOffset now, RefiProject file, CodeBook book)
    : CodingImport(origin.Id, file, book, importer, now)
{
    /// <summary>Reads what is here already, and makes the coders of the file known under their ids.</summary>
    public async Task KnowAsync(CancellationToken ct)
    {
        var (codings, notes) = (CodingIds, NoteIds);
        Know(
            await db.Set<Passage>().Where(p => p.OriginId == origin.Id || codings.Contains(p.Id)).ToListAsync(ct),
            await db.Set<Memo>().Where(m => notes.Contains(m.Id)).ToListAsync(ct));
        await db.Database.ExecuteSqlAsync($"INSERT INTO coders (id) SELECT unnest({Coders}) ON CONFLICT DO NOTHING", ct);
    }

    protected override CodedRange NewPassage(Guid id, TextPlace place, Guid coder, DateTimeOffset codedAt)
    {
        var passage = Passage.At(place, id, origin.ProjectId, coder, codedAt);
        db.Add(passage);
        return passage;
    }

    protected override CoderMemo NewMemo(Guid id, bool aboutTheme, Guid aboutId, Guid coder)
    {
        var memo = new Memo { Id = id, OriginId = origin.Id, IsAboutTheme = aboutTheme, AboutId = aboutId, CoderId = coder };
        db.Add(memo);
        return memo;
    }

    protected override void Change(ICoded thing, CodedState state, DateTimeOffset at) =>
        journal.Take(StepKind.Imported, thing, state, Importer, Now, at);
}
