using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.People;

/// <param name="Simulated">True when the person is made up, or takes part in a project whose people are.</param>
sealed record PersonView(
    Guid Id, string Name, string Email, string? PostalAddress, PreferredContact PreferredContact, string[] AccessNeeds, bool Simulated, DateTimeOffset AddedAt);

sealed record PersonListItem(Guid Id, string Name, string Email, bool Simulated);

static class ReadPeople
{
    public static async Task<Page<PersonListItem>> List([AsParameters] Paging paging, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        var page = await paging.ReadAsync(
            db.People.VisibleTo(http.User), p => p.Id,
            p => new PersonListItem(p.Id, p.Name, p.Email, p.Simulated
                || db.Participations.Any(t => t.PersonId == p.Id && db.Projects.Any(project => project.Id == t.ProjectId && project.Simulated))), ct);
        await audit.ReadAsync("people", await db.AuditIdsOfPeopleAsync(page.Items.Select(p => p.Id), ct), ct);
        return page;
    }

    public static async Task<Results<Ok<PersonView>, ProblemHttpResult>> Get(Guid id, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().VisibleTo(http.User).SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();

        var simulated = person.Simulated
            || await db.Participations.AnyAsync(t => t.PersonId == id && db.Projects.Any(project => project.Id == t.ProjectId && project.Simulated), ct);
        await audit.ReadAsync("person", [person.AuditId], ct);
        http.SetETag(person.RowVersion);
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Ok(new PersonView(
            id, person.Name, person.Email, person.PostalAddress, person.PreferredContact, person.AccessNeeds, simulated, person.AddedAt));
    }
}
