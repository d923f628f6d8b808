using QLab.Participants.Contracts;
using QLab.ServiceDefaults;
using QLab.TestTeams;
using QLab.TestTeams.Consumers;
using QLab.TestTeams.Grants;
using QLab.TestTeams.Learnings;
using QLab.TestTeams.Stages;
using QLab.TestTeams.Teams;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<TestTeamsDb>("test-teams", consumers => consumers
    .On<ProjectOpened, KeepProjectWhenOpened>("test-teams.keep-project-when-opened")
    .On<ProjectClosed, CloseProjectWhenClosed>("test-teams.close-project-when-closed")
    .On<OrganisationRegistered, KeepOrganisationWhenRegistered>("test-teams.keep-organisation-when-registered")
    .On<OrganisationCorrected, KeepOrganisationWhenCorrected>("test-teams.keep-organisation-when-corrected"));
builder.Services.AddValidation();

var app = builder.Build();
var api = app.UseServiceDefaults();
api.MapTeams();
api.MapStages();
api.MapLearnings();
api.MapGrants();

await app.RunOrMigrateAsync(args);
