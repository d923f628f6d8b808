using QLab.Participants.Contracts;
using QLab.ReferenceData;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Privacy;
using QLab.Workshops;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Bookings;
using QLab.Workshops.Calendars;
using QLab.Workshops.Consumers;
using QLab.Workshops.Materials;
using QLab.Workshops.Notes;
using QLab.Workshops.Workshops;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<WorkshopsDb>("workshops", consumers => consumers.KeepReferenceData(kept => kept
    .Projects().MessageKeys()
    .Participants(whenLeft: "free-places-when-participant-left").Then<ParticipantLeft, FreePlacesWhenParticipantLeft>())
    .On<ParticipantAffiliationChanged, KeepAffiliationWhenChanged>("workshops.keep-affiliation-when-changed"));
builder.AddFiles();
builder.Services.AddBookings();
builder.Services.AddCalendars();
builder.Services.AddScoped<IPersonalData, NotesPersonalData>();
builder.Services.AddScoped<IPersonalData, AffiliationsPersonalData>();
builder.Services.AddScoped<IPersonalData, FacilitatorsPersonalData>();
builder.Services.AddScoped<ChangeNotices>();
builder.Services.AddScoped<CancelWorkshop>();
builder.Services.AddValidation();

var app = builder.Build();
var api = app.UseServiceDefaults();
api.MapWorkshops();
api.MapBookings();
api.MapCalendars();
api.MapNotes();
api.MapMaterials();

await app.RunOrMigrateAsync(args);
