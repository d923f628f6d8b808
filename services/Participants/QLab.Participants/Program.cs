using QLab.Participants;
using QLab.Participants.Audit;
using QLab.Participants.Consents;
using QLab.Participants.Consumers;
using QLab.Participants.Keys;
using QLab.Participants.Notifications;
using QLab.Participants.Organisations;
using QLab.Participants.Participations;
using QLab.Participants.Partnerships;
using QLab.Participants.People;
using QLab.Participants.Projects;
using QLab.Participants.SignIn;
using QLab.Participants.Tokens;
using QLab.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddSigningKeys();
builder.Services.AddTokens();
builder.AddSignIn();
builder.Services.AddHttpContextAccessor();
builder.Services.AddScoped<AuditLog>();
builder.Services.AddScoped<NotificationQueue>();
builder.Services.AddScoped<ConsentLedger>();
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
api.MapAccess();

await app.RunOrMigrateAsync(args);
