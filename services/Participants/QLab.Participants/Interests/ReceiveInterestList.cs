using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Imports;
using QLab.Participants.Organisations;
using QLab.Participants.People;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Tabular;

namespace QLab.Participants.Interests;

/// <summary>
/// A partner puts several of its own people forward. Each line that can be read takes the road of everybody: a mail asks the person.
/// Nobody is looked up, so no line says whether an address is known.
/// </summary>
static class ReceiveInterestList
{
    public static async Task<Results<Created<InterestListView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, [Description("Your own id for the list, so that sending it again is safe.")] Guid? id, HttpContext http,
        ParticipantsDb db, InterestMails mails, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim().Equals("text/csv", StringComparison.OrdinalIgnoreCase) != true)
            return ImportErrors.NotCsv.ToProblem();
        var listId = id ?? Guid.CreateVersion7();
        if (await db.InterestLists.AnyAsync(l => l.Id == listId, ct)) return Refusal.AlreadyExists("interest list", listId).ToProblem();
        var project = await db.Projects.VisibleTo(http.User, db).AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (project.IsClosed) return ProjectErrors.Closed.ToProblem();

        List<InterestLine> lines;
        try
        {
            if (http.Request.Body.CanSeek) http.Request.Body.Position = 0;
            lines = await InterestLine.ReadAsync(http.Request.Body, time.GetUtcNow(), ct);
        }
        catch (UnreadableTableException unreadable)
        {
            return TypedResults.ValidationProblem(unreadable.Faults);
        }
        await using var transaction = await db.RequireTransactionAsync(ct);
        var partner = http.User.OrganisationId() is { } own
            ? await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == own, ct) : null;
        var (taken, refused) = (lines.FindAll(line => line.Faults.Count == 0), lines.FindAll(line => line.Faults.Count > 0));
        var list = new InterestList
        {
            Id = listId, ProjectId = projectId, OrganisationId = partner?.Id, Taken = taken.Count, ReceivedAt = time.GetUtcNow(),
            Refused = refused.ConvertAll(line => new RefusedLine(line.Number, line.Faults)),
        };
        db.InterestLists.Add(list);
        await TakeAsync(list, taken, partner, mails, ct);
        await audit.ChangedAsync($"interest list {list.Id}", ct);
        await db.SaveChangesAsync(ct);
        var view = await ReadInterestLists.ViewAsync(list, db, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/participants/v1/projects/{projectId}/interest-lists/{list.Id}", view);
    }

    /// <remarks>
    /// In the order of their addresses, because each is locked: two lists with the same people must not wait for each other.
    /// </remarks>
    static async Task TakeAsync(
        InterestList list, List<InterestLine> lines, Organisation? partner, InterestMails mails, CancellationToken ct)
    {
        foreach (var line in lines.OrderBy(line => EmailAddress.KeyOf(line.Person.Email), StringComparer.Ordinal))
            await mails.AddAsync(new()
            {
                Id = Guid.CreateVersion7(), ProjectId = list.ProjectId, Name = line.Person.Name, Email = line.Person.Email,
                Language = line.Person.Language, Perspectives = [.. line.Perspectives.Select(p => p.ToPerspective())], Why = line.Why,
                OrganisationId = partner?.Id, ListId = list.Id, Line = line.Number, ReceivedAt = list.ReceivedAt,
            }, partner, ct);
    }
}
