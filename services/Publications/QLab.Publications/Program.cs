using QLab.Participants.Contracts;
using QLab.Publications;
using QLab.Publications.Consents;
using QLab.Publications.Consumers;
using QLab.Publications.Contributions;
using QLab.Publications.Evidence;
using QLab.Publications.Insights;
using QLab.Publications.Lineage;
using QLab.Publications.Publications;
using QLab.Publications.Themes;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Contracts;
using QLab.TestTeams.Contracts;
using QLab.Workshops.Contracts;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<PublicationsDb>("publications", consumers => consumers
    .On<ProjectOpened, KeepProjectWhenOpened>("publications.keep-project-when-opened")
    .On<ProjectClosed, CloseProjectWhenClosed>("publications.close-project-when-closed")
    .On<ResponseSubmitted, KeepContributionWhenResponseSubmitted>("publications.keep-contribution-when-response-submitted")
    .On<NoteRecorded, KeepContributionWhenNoteRecorded>("publications.keep-contribution-when-note-recorded")
    .On<LearningRecorded, KeepContributionWhenLearningRecorded>("publications.keep-contribution-when-learning-recorded")
    .On<ConsentGiven, KeepConsentWhenGiven>("publications.keep-consent-when-given")
    .On<ConsentWithdrawn, DropConsentWhenWithdrawn>("publications.drop-consent-when-withdrawn")
    .On<PostPublished, KeepContributionWhenPostPublished>("publications.keep-contribution-when-post-published")
    .On<PostRemoved, DropContributionWhenPostRemoved>("publications.drop-contribution-when-post-removed")
    .On<TeamFormed, KeepTeamWhenFormed>("publications.keep-team-when-formed")
    .On<GrantAwarded, KeepGrantWhenAwarded>("publications.keep-grant-when-awarded"));
builder.Services.AddScoped<IPersonalData, ContributionsPersonalData>();
builder.Services.AddScoped<IPersonalData, ConsentsPersonalData>();
builder.Services.AddValidation();

var app = builder.Build();
var api = app.UseServiceDefaults();
api.MapThemes();
api.MapEvidence();
api.MapInsights();
api.MapPublications();
api.MapLineage();

await app.RunOrMigrateAsync(args);
