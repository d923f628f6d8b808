using QLab.Publications;
using QLab.Publications.Consumers;
using QLab.Publications.Contributions;
using QLab.Publications.Evidence;
using QLab.Publications.Insights;
using QLab.Publications.Lineage;
using QLab.Publications.Outcomes;
using QLab.Publications.Publications;
using QLab.Publications.Themes;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<PublicationsDb>("publications", Subscriptions.Add);
builder.Services.AddPublicationsPersonalData();
builder.Services.AddPeriodicWork<TellOutcomes>(
    new(builder.Configuration.GetValue("Outcomes:LookEvery", TimeSpan.FromSeconds(15))) { OneReplicaAtATime = true });
builder.Services.AddPeriodicWork<AnnounceThemes>(new(TimeSpan.FromMinutes(10)) { AtStart = true, OneReplicaAtATime = true });
builder.Services.AddValidation();

var app = builder.Build();
var api = app.UseServiceDefaults();
api.BindToProjects(
    ThingsOfProjects.Each<Contribution>("contributions"), ThingsOfProjects.Each<Theme>("themes"),
    ThingsOfProjects.Each<Insight>("insights"),
    ThingsOfProjects.Each<Publication>("publications"));
api.MapContributions();
api.MapThemes();
api.MapEvidence();
api.MapInsights();
api.MapPublications();
api.MapLineage();

await app.RunOrMigrateAsync(args);
