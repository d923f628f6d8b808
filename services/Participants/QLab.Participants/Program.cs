using QLab.Participants;
using QLab.Participants.Consumers;
using QLab.Participants.Keys;
using QLab.Participants.Tokens;
using QLab.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddSigningKeys();
builder.AddParticipants();
builder.AddServiceDefaults<ParticipantsDb>("participants", Subscriptions.Add);
builder.ValidateWithOwnKeys();
builder.Services.AddValidation();

var app = builder.Build();
app.MapTokens();
app.UseServiceDefaults().MapParticipantsApi();

await app.RunOrMigrateAsync(args);
