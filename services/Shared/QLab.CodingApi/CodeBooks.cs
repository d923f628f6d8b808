using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

public static class CodeBooks
{
    public static async Task<CodeBook> CodeBookAsync(this ServiceDb db, Guid project, CancellationToken ct) =>
        new(await db.Set<Theme>().AsNoTracking().Where(t => t.ProjectId == project).ToListAsync(ct));

    /// <summary>Why nothing new can be coded to a theme.</summary>
    public static Refusal? Refused(this CodeBook book, Guid theme) =>
        book.Closed(theme) is { } closed ? Refusal.Conflict(closed.Name, closed.Detail) with { ExistingId = closed.Into }
        : book.Knows(theme) ? null
        : Refusal.NotKnownHere("theme");
}
