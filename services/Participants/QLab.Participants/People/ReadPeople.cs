using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.People;

/// <param name="AccessNeedsFlagged">
/// True when something is needed for them to take part: read their access needs before you arrange anything.
/// </param>
/// <param name="Simulated">True when the person is made up, or takes part in a project whose people are.</param>
sealed record PersonView(
    Guid Id, string Name, string? DisplayName, string Email, string? PostalAddress, PreferredContact PreferredContact, string Language,
    Guid? OrganisationId,
    bool AccessNeedsFlagged, bool Simulated, DateTimeOffset AddedAt)
{
    /// <summary>What they take part in or took part in, each time by another pseudonym, the latest first.</summary>
    public IReadOnlyList<PersonsParticipation> Participations { get; init; } = [];

    public static async Task<PersonView> OfAsync(Person p, HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        http.SetETag(p.RowVersion);
        return new(p.Id, p.Name, p.DisplayName, p.Email, p.PostalAddress, p.PreferredContact, p.Language, p.OrganisationId,
            await db.AccessNeeds.AnyAsync(n => n.PersonId == p.Id && n.Flagged && n.EndedAt == null, ct),
            p.Simulated || await db.Participations.AnyAsync(t => t.PersonId == p.Id && db.Projects.Any(project => project.Id == t.ProjectId && project.Simulated), ct),
            p.AddedAt)
        {
            Participations = await db.Participations.VisibleTo(http.User, db).Where(t => t.PersonId == p.Id)
                .OrderByDescending(t => t.JoinedAt).ThenBy(t => t.Id)
                .Select(t => new PersonsParticipation(t.ProjectId, t.Id, t.JoinedAt, t.LeftAt)).ToListAsync(ct),
        };
    }
}

sealed record PersonsParticipation(Guid ProjectId, Guid ParticipantId, DateTimeOffset JoinedAt, DateTimeOffset? LeftAt);

sealed record PersonListItem(
    Guid Id, string Name, string Email, Guid? OrganisationId, bool AccessNeedsFlagged, bool Simulated, [property: JsonIgnore] Guid AuditId);

/// <summary>Whom a list is to show: everything that is said must hold.</summary>
public sealed record PeopleFilter(
    [property: Text(200), Description("Part of the name, without regard to case and accents.")] string? Name,
    [property: Text(254), Description("Part of the e-mail address.")] string? Email,
    [property: Description("Who belongs to this organisation.")] Guid? OrganisationId,
    [property: Description("livedExperience, carer or professional: who takes part with it now.")] EnumParameter<PerspectiveKind>? Perspective,
    [property: Description("Who takes part in this project now.")] Guid? ProjectId)
{
    internal IQueryable<Person> Apply(IQueryable<Person> people, ParticipantsDb db)
    {
        if (Name is not null) people = people.Where(p => EF.Functions.Like(p.NameKey, Folding.Folded(Folding.Anywhere(Name)), @"\"));
        if (Email is not null) people = people.Where(p => EF.Functions.Like(p.EmailKey, Folding.Anywhere(Email.ToLowerInvariant()), @"\"));
        if (OrganisationId is { } organisation) people = people.Where(p => p.OrganisationId == organisation);
        if (Perspective is null && ProjectId is null) return people;

        var project = ProjectId;
        var wanted =
            Perspective is { Value: var kind } ? $"[{{\"kind\":\"{JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())}\"}}]" : "[]";
        var takingPart = db.Database.SqlQuery<Guid>($"""
            SELECT person_id AS "Value" FROM participations
            WHERE left_at IS NULL AND person_id IS NOT NULL AND ({project}::uuid IS NULL OR project_id = {project}::uuid) AND perspectives @> {wanted}::jsonb
            """);
        return people.Where(p => takingPart.Contains(p.Id));
    }
}

static class ReadPeople
{
    public static async Task<Page<PersonListItem>> List(
        [AsParameters] Paging paging, [AsParameters] PeopleFilter filter, HttpContext http, ParticipantsDb db, AuditLog audit,
        CancellationToken ct)
    {
        var page = await paging.ReadAsync(
            filter.Apply(db.People.VisibleTo(http.User, db), db), p => p.Id,
            p => new PersonListItem(p.Id, p.Name, p.Email, p.OrganisationId,
                db.AccessNeeds.Any(n => n.PersonId == p.Id && n.Flagged && n.EndedAt == null),
                p.Simulated || db.Participations.Any(t => t.PersonId == p.Id && db.Projects.Any(project => project.Id == t.ProjectId && project.Simulated)),
                p.AuditId), ct);
        await audit.ReadAsync("people", page.Items.Select(item => item.AuditId), ct);
        return page;
    }

    public static async Task<Results<Ok<PersonView>, ProblemHttpResult>> Get(
        Guid id, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        var person = await db.People.VisibleTo(http.User, db).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();

        await audit.ReadAsync("person", [person.AuditId], ct);
        return TypedResults.Ok(await PersonView.OfAsync(person, http, db, ct));
    }
}
