using QLab.Participants.Contracts;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys;
using QLab.Surveys.Consumers;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<SurveysDb>("surveys", consumers => consumers
    .On<ProjectOpened, KeepProjectWhenOpened>("surveys.keep-project-when-opened")
    .On<ProjectClosed, CloseProjectWhenClosed>("surveys.close-project-when-closed"));
builder.Services.AddScoped<IPersonalData, ResponsesPersonalData>();
builder.Services.AddValidation();

var app = builder.Build();
var api = app.UseServiceDefaults();
api.MapQuestionnaires();
api.MapSurveys();
api.MapResponses();

await app.RunOrMigrateAsync(args);
