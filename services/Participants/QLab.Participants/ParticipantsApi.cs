using QLab.Participants.Audit;
using QLab.Participants.Clients;
using QLab.Participants.Consents;
using QLab.Participants.Contributions;
using QLab.Participants.Group;
using QLab.Participants.Imports;
using QLab.Participants.Interests;
using QLab.Participants.Keys;
using QLab.Participants.Newsletter;
using QLab.Participants.Notifications;
using QLab.Participants.Notifications.Letters;
using QLab.Participants.Organisations;
using QLab.Participants.Participations;
using QLab.Participants.Partnerships;
using QLab.Participants.People;
using QLab.Participants.Projects;
using QLab.Participants.Rights;
using QLab.Participants.Roles;
using QLab.Participants.SignIn;
using QLab.Participants.Tokens;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants;

/// <summary>The nouns of this service, in one list.</summary>
static class ParticipantsApi
{
    public static void AddParticipants(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<AuditLog>();
        builder.Services.AddParticipantsPersonalData();
        builder.Services.AddTokens();
        builder.Services.AddProjects();
        builder.Services.AddPartnerships();
        builder.Services.AddParticipations();
        builder.AddSignIn();
        builder.AddNotifications();
        builder.Services.AddNewsletter();
        builder.Services.AddGroups();
        builder.Services.AddImports();
        builder.Services.AddInterests();
        builder.Services.AddConsents();
        builder.Services.AddRights(builder.Configuration);
        builder.Services.AddPeople();
    }

    public static void MapParticipantsApi(this RouteGroupBuilder api)
    {
        api.BindToProjects(BelongingToProjects.Things);
        api.MapProjects();
        api.MapPartnerships();
        api.MapOrganisations();
        api.MapPeople();
        api.MapImports();
        api.MapInterests();
        api.MapParticipations();
        api.MapConsents();
        api.MapContributions();
        api.MapRights();
        api.MapNotifications();
        api.MapLetters();
        api.MapNewsletter();
        api.MapGroups();
        api.MapSignIn();
        api.MapRoles();
        api.MapClients();
        api.MapKeys();
        api.MapAudit();
    }
}
