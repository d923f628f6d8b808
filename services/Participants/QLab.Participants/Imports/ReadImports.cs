using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Imports;

/// <param name="Done">How many lines the present run, checking or applying, has dealt with.</param>
/// <param name="LinesUntil">When the lines are taken out; the totals stay.</param>
sealed record ImportView(
    Guid Id, Guid ProjectId, ImportState State, LookAlikes LookAlikes, int Lines, int Done, ImportTotals Totals,
    DateTimeOffset ReceivedAt, DateTimeOffset? FinishedAt, DateTimeOffset? LinesUntil)
{
    public static ImportView Of(Import i) =>
        new(i.Id, i.ProjectId, i.State, i.LookAlikes, i.Lines, i.Done, i.Totals, i.ReceivedAt, i.FinishedAt, i.LinesUntil);
}

/// <param name="Line">The line of the file.</param>
/// <param name="PersonId">Who was added, or who has this e-mail address already.</param>
/// <param name="LooksLikePersonId">Who has the same name under another address.</param>
/// <param name="OfLine">The line further up that it repeats or looks like.</param>
sealed record ImportLineView(
    int Line, LineOutcome Outcome, string Name, string Email, IReadOnlyList<LineFault> Reasons, Guid? PersonId, Guid? LooksLikePersonId,
    int? OfLine, Guid? ParticipantId)
{
    public static ImportLineView Of(ImportLine l) => new(
        l.Number, l.Outcome, l.Fields.Name, l.Fields.Email, l.Reasons, l.OfPerson, l.LikePerson, l.OfLine, l.ParticipationId);
}

static class ReadImports
{
    public static async Task<Results<Page<ImportView>, ProblemHttpResult>> OfProject(
        Guid projectId, [AsParameters] Paging paging, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        if (!await db.Projects.AnyAsync(p => p.Id == projectId, ct)) return Refusal.NotFound("project").ToProblem();
        await audit.ReadAsync("imports", [], ct);
        return await paging.ReadAsync(db.Imports.Where(i => i.ProjectId == projectId), i => i.Id, i => ImportView.Of(i), ct);
    }

    public static async Task<Results<Ok<ImportView>, ProblemHttpResult>> Get(
        Guid id, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var import = await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null) return Refusal.NotFound("import").ToProblem();
        await audit.ReadAsync($"import {id}", [], ct);
        return TypedResults.Ok(ImportView.Of(import));
    }

    public static async Task<Results<Page<ImportLineView>, ProblemHttpResult>> Lines(
        Guid id, [AsParameters] Paging paging, [Description("waiting, ready, refused, duplicate, looksLike or added.")] EnumParameter<LineOutcome>? outcome,
        ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        if (!await db.Imports.AnyAsync(i => i.Id == id, ct)) return Refusal.NotFound("import").ToProblem();
        var wanted = outcome?.Value;
        var page = await paging.ReadAsync(
            db.ImportLines.Where(l => l.ImportId == id && (wanted == null || l.Outcome == wanted)), l => l.Id,
            l => ImportLineView.Of(l), ct);
        Guid?[] named = [.. page.Items.SelectMany(line => new[] { line.PersonId, line.LooksLikePersonId })];
        await audit.ReadAsync($"import {id}", await db.People.Where(p => named.Contains(p.Id)).Select(p => p.AuditId).ToListAsync(ct), ct);
        return page;
    }
}
