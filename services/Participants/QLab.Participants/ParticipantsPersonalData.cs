using QLab.Participants.Audit;
using QLab.Participants.Consents;
using QLab.Participants.Consents.Requests;
using QLab.Participants.Contributions;
using QLab.Participants.Group;
using QLab.Participants.Imports;
using QLab.Participants.Interests;
using QLab.Participants.Newsletter;
using QLab.Participants.Notifications;
using QLab.Participants.People;
using QLab.Participants.People.AccessNeeds;
using QLab.Participants.Rights;
using QLab.Participants.Roles;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants;

/// <summary>Everything that this service keeps about people, in the order in which it is told and erased.</summary>
static class ParticipantsPersonalData
{
    public static void AddParticipantsPersonalData(this IServiceCollection services)
    {
        services.AddScoped<IPersonalData, SignInPersonalData>();
        services.AddPersonalRows<RoleGrant>(
            "roles", ["role_grants"], subject => grant => grant.PersonId == subject.Subject,
            grants => grants.OrderBy(g => g.GrantedAt).Select(g => new RoleView(g.Role, g.OrganisationId, g.ProjectId, g.GrantedAt)));
        services.AddScoped<IPersonalData, AuditPersonalData>();
        services.AddScoped<IPersonalData, NotificationsPersonalData>();
        services.AddScoped<IPersonalData, NewsletterPersonalData>();
        services.AddScoped<IPersonalData, GroupPersonalData>();
        services.AddScoped<IPersonalData, ImportLinesPersonalData>();
        services.AddScoped<IPersonalData, InterestsPersonalData>();
        services.AddScoped<IPersonalData, ConsentsPersonalData>();
        services.AddPersonalRows<ConsentRequest>(
            "consentRequests", ["consent_requests"], subject => request => subject.Pseudonyms.Contains(request.ParticipationId),
            requests => requests.OrderBy(r => r.AskedAt).Select(r => new
            {
                r.ParticipationId, r.Purposes, r.AskedAt, r.ExpiresAt, r.AnsweredAt,
            }));
        // The list of what somebody gave; what they gave is its own service's to erase.
        services.AddPersonalRows<Contribution>(
            "contributions", ["contributions"], subject => contribution => subject.Pseudonyms.Contains(contribution.ParticipationId),
            contributions => contributions.Where(c => c.Label != null).OrderBy(c => c.Id).Select(c => new
            {
                c.Id, c.ProjectId, c.Service, c.Kind, c.GivenAt, c.TakenBack, c.Counts, c.Themes, c.Insights, c.UsedIn, c.SetAside,
            }));
        // Exports and corrections go with the person; an erasure names nobody and stays as the proof that it was done.
        services.AddPersonalRows<RightsRequest>(
            "requests", ["rights_requests", "export_parts"], subject => request => request.Subject == subject.Subject,
            requests => requests.OrderBy(r => r.RequestedAt).Select(r => new { r.Id, r.Kind, r.RequestedAt, r.CompletedAt }));
        services.AddPersonalRows<AccessNeed>(
            "accessNeeds", ["access_needs"], subject => need => need.PersonId == subject.Subject,
            needs => needs.OrderBy(n => n.Id).Select(n => AccessNeedView.Of(n)));
        // Last, because an erasure of a person takes the ids away by which the others find what is theirs.
        services.AddScoped<IPersonalData, PeoplePersonalData>();
    }
}
