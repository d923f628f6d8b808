using QLab.Participants.Contracts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys;
using QLab.Surveys.Coding;
using QLab.Surveys.Consumers;
using QLab.Surveys.Invitations;
using QLab.Surveys.Participants;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Responses;
using QLab.Surveys.Results;
using QLab.Surveys.Surveys;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<SurveysDb>("surveys", consumers => consumers
    .On<ProjectOpened, KeepProjectWhenOpened>("surveys.keep-project-when-opened")
    .On<ProjectClosed, CloseProjectWhenClosed>("surveys.close-project-when-closed")
    .On<ParticipantJoined, KeepParticipantWhenJoined>("surveys.keep-participant-when-joined")
    .On<ParticipantLeft, KeepParticipantWhenLeft>("surveys.keep-participant-when-left")
    .On<ThemeAdded, KeepThemeWhenAdded>("surveys.keep-theme-when-added"));
builder.Services.AddScoped<IPersonalData, ParticipantsPersonalData>();
builder.Services.AddScoped<IPersonalData, InvitationsPersonalData>();
builder.Services.AddScoped<IPersonalData, ResponsesPersonalData>();
builder.Services.AddSingleton<ReceiptSecret>();
builder.Services.AddCoding();
builder.Services.AddValidation();

var app = builder.Build();
var api = app.UseServiceDefaults();
api.MapQuestionnaires();
api.MapSurveys();
api.MapResponses();
api.MapResults();
api.MapCoding();

await app.RunOrMigrateAsync(args);
