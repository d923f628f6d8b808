using QLab.ServiceDefaults;
using QLab.Surveys;
using QLab.Surveys.Consumers;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSurveysApi();
builder.AddServiceDefaults<SurveysDb>("surveys", Subscriptions.Add);
builder.Services.AddValidation();

var app = builder.Build();
app.UseServiceDefaults().MapSurveysApi();

await app.RunOrMigrateAsync(args);
