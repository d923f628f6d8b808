using QLab.Participants.Contracts;
using QLab.ReferenceData;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Security;
using QLab.Workshops;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Bookings;
using QLab.Workshops.Calendars;
using QLab.Workshops.Commitments;
using QLab.Workshops.Consumers;
using QLab.Workshops.Interviews;
using QLab.Workshops.Materials;
using QLab.Workshops.Notes;
using QLab.Workshops.RolePlays;
using QLab.Workshops.Rounds;
using QLab.Workshops.Workshops;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<WorkshopsDb>("workshops", consumers => consumers.KeepReferenceData(kept => kept
    .Projects().Consents(Consent.Research).MessageKeys()
    .Participants(whenLeft: "free-places-when-participant-left").Then<ParticipantLeft, FreePlacesWhenParticipantLeft>())
    .On<ParticipantAffiliationChanged, KeepAffiliationWhenChanged>("workshops.keep-affiliation-when-changed"));
builder.AddFiles();
builder.Services.AddBookings();
builder.Services.AddCalendars();
builder.Services.AddScoped<IPersonalData, AffiliationsPersonalData>();
builder.Services.AddGatherings();
builder.Services.AddNotes().AddRolePlays().AddRounds().AddCommitments().AddInterviews();
builder.Services.AddValidation();

var app = builder.Build();
var api = app.UseServiceDefaults();
api.BindToProjects(
    ThingsOfProjects.Each<Workshop>("workshops"), ThingsOfProjects.Each<Round>("rounds"), ThingsOfProjects.Each<Interview>("interviews"));
api.MapGatherings();
api.MapBookings();
api.MapCalendars();
api.MapMaterials();
api.MapNotes().MapRolePlays().MapRounds().MapCommitments().MapInterviews();

await app.RunOrMigrateAsync(args);
