using QLab.ReferenceData;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.TestTeams;
using QLab.TestTeams.Grants;
using QLab.TestTeams.Learnings;
using QLab.TestTeams.Stages;
using QLab.TestTeams.Teams;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<TestTeamsDb>("test-teams", consumers => consumers.KeepReferenceData(kept => kept.Projects().Organisations()));
builder.Services.AddPeriodicWork<AnnounceTeams>(new(TimeSpan.FromMinutes(10)) { AtStart = true, OneReplicaAtATime = true });
builder.Services.AddValidation();

var app = builder.Build();
var api = app.UseServiceDefaults();
api.BindToProjects(ThingsOfProjects.Each<Team>("teams"));
api.MapTeams();
api.MapStages();
api.MapLearnings();
api.MapGrants();

await app.RunOrMigrateAsync(args);
