using QLab.ServiceDefaults;
using QLab.Surveys;
using QLab.Surveys.Consumers;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<SurveysDb>("surveys", Subscriptions.Add);
builder.Services.AddNouns();
builder.Services.AddValidation();

var app = builder.Build();
app.UseServiceDefaults().MapNouns();

await app.RunOrMigrateAsync(args);
