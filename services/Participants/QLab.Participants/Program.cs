using QLab.Participants;
using QLab.Participants.Audit;
using QLab.Participants.Clients;
using QLab.Participants.Consents;
using QLab.Participants.Consumers;
using QLab.Participants.Imports;
using QLab.Participants.Keys;
using QLab.Participants.Notifications;
using QLab.Participants.Organisations;
using QLab.Participants.Participations;
using QLab.Participants.Partnerships;
using QLab.Participants.People;
using QLab.Participants.People.AccessNeeds;
using QLab.Participants.Projects;
using QLab.Participants.Tokens;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Privacy;

var builder = WebApplication.CreateBuilder(args);
builder.AddSigningKeys();
builder.Services.AddTokens();
builder.Services.AddImports();
builder.Services.AddHttpContextAccessor();
builder.Services.AddScoped<AuditLog>();
builder.Services.AddScoped<NotificationQueue>();
builder.Services.AddScoped<ConsentLedger>();
builder.Services.AddScoped<IPersonalData, AccessNeedsPersonalData>();
// Last, because it takes the ids away by which the others find what is theirs.
builder.Services.AddScoped<IPersonalData, PeoplePersonalData>();
builder.AddServiceDefaults<ParticipantsDb>("participants", Counters.Add);
builder.ValidateWithOwnKeys();
builder.Services.AddValidation();

var app = builder.Build();
app.MapTokens();
var api = app.UseServiceDefaults();
api.MapProjects();
api.MapPartnerships();
api.MapParticipations();
api.MapConsents();
api.MapOrganisations();
api.MapPeople();
api.MapImports();
api.MapClients();
api.MapKeys();

await app.RunOrMigrateAsync(args);
