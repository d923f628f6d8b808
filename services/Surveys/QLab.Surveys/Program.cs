using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys;
using QLab.Surveys.Coding;
using QLab.Surveys.Consents;
using QLab.Surveys.Consumers;
using QLab.Surveys.Invitations;
using QLab.Surveys.Participants;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Responses;
using QLab.Surveys.Results;
using QLab.Surveys.Surveys;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<SurveysDb>("surveys", Subscriptions.Add);
builder.Services.AddScoped<IPersonalData, ParticipantsPersonalData>();
builder.Services.AddScoped<IPersonalData, ConsentsPersonalData>();
builder.Services.AddScoped<IPersonalData, InvitationsPersonalData>();
builder.Services.AddScoped<IPersonalData, ResponsesPersonalData>();
builder.Services.AddIntake();
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
