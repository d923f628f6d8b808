using System.Security.Claims;
using QLab.Participants.Interests;
using QLab.Participants.Participations;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.People;

/// <summary>
/// The one rule of who sees whom: a caller bound to an organisation sees and changes only its own people, and how they take part only in
/// projects that it is a partner in, itself or as a member of a federation; somebody who coordinates projects sees who takes part there.
/// For those callers nothing else exists. Every query on behalf of a caller goes through it.
/// </summary>
static class Visible
{
    public const string OwnPeople = "its own people";

    public static IQueryable<Person> VisibleTo(this IQueryable<Person> people, ClaimsPrincipal user, ParticipantsDb db)
    {
        if (user.OrganisationId() is { } organisation) people = people.Where(p => p.OrganisationId == organisation);
        return user.ProjectIds() is not { } own ? people
            : people.Where(p => db.Participations.Any(t => t.PersonId == p.Id && t.LeftAt == null && own.Contains(t.ProjectId)));
    }

    public static IQueryable<Participation> VisibleTo(
        this IQueryable<Participation> participations, ClaimsPrincipal user, ParticipantsDb db) =>
        user.OrganisationId() is { } organisation
            ? participations.OfProjectsOf(user).Where(t => db.People.Any(p => p.Id == t.PersonId && p.OrganisationId == organisation)
                && (db.Partnerships.Any(p => p.ProjectId == t.ProjectId && p.OrganisationId == organisation)
                    || db.MemberPartnerships.Any(p => p.ProjectId == t.ProjectId && p.OrganisationId == organisation)))
            : participations.OfProjectsOf(user);

    public static IQueryable<Project> VisibleTo(this IQueryable<Project> projects, ClaimsPrincipal user, ParticipantsDb db)
    {
        if (user.ProjectIds() is { } own) projects = projects.Where(project => own.Contains(project.Id));
        return user.OrganisationId() is { } organisation
            ? projects.Where(project => db.Partnerships.Any(p => p.ProjectId == project.Id && p.OrganisationId == organisation)
                || db.MemberPartnerships.Any(p => p.ProjectId == project.Id && p.OrganisationId == organisation))
            : projects;
    }

    /// <summary>Those that the caller's organisation has put forward itself.</summary>
    public static IQueryable<ExpressionOfInterest> VisibleTo(this IQueryable<ExpressionOfInterest> interests, ClaimsPrincipal user) =>
        user.OrganisationId() is { } organisation ? interests.Where(i => i.OrganisationId == organisation) : interests;

    public static IQueryable<InterestList> VisibleTo(this IQueryable<InterestList> lists, ClaimsPrincipal user) =>
        user.OrganisationId() is { } organisation ? lists.Where(l => l.OrganisationId == organisation) : lists;

    /// <summary>
    /// Whether the caller may see or write what belongs to this organisation; what belongs to none is only for callers that are not
    /// bound.
    /// </summary>
    public static bool MayActFor(this ClaimsPrincipal user, Guid? organisationId) =>
        user.OrganisationId() is not { } own || own == organisationId;
}
