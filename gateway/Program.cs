using QLab.Gateway.Docs;
using QLab.Gateway.Limits;
using QLab.Gateway.Routing;
using QLab.ServiceDefaults.Health;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Telemetry;

var builder = WebApplication.CreateBuilder(args);
builder.AddQuietLogs();
builder.AddTelemetry();
builder.AddRequestLimits();
builder.AddTrustedProxies();
builder.AddBrowsers();
builder.Services.AddJson();
builder.Services.AddProblems();
builder.Services.AddTokenValidation(builder.Configuration);
builder.Services.AddQuotas(builder.Configuration);
builder.AddUpstreams();

var app = builder.Build();
app.UseTrustedProxies();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseBrowsers();
app.UseAuthentication();
app.UseQuotas();
app.UseRequestLimits();
app.MapHealth();
app.MapDocs();
app.MapUpstreams();

await app.RunAsync();
