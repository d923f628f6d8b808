using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Files;
using QLab.Workshops;
using QLab.Workshops.Consumers;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddWorkshopsApi();
builder.AddServiceDefaults<WorkshopsDb>("workshops", Subscriptions.Add);
builder.AddFiles();
builder.Services.AddValidation();

var app = builder.Build();
app.UseServiceDefaults().MapWorkshopsApi();

await app.RunOrMigrateAsync(args);
