using Microsoft.EntityFrameworkCore;
using QLab.CodingApi;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;
using QLab.Surveys.Invitations;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Questionnaires.Drafts;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys;

sealed class SurveysDb(DbContextOptions<SurveysDb> options) : ServiceDb(options)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Partnership> Partnerships => Set<Partnership>();
    public DbSet<Participant> Participants => Set<Participant>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<AnnouncedKey> MessageKeys => Set<AnnouncedKey>();
    public DbSet<Questionnaire> Questionnaires => Set<Questionnaire>();
    public DbSet<QuestionnaireDraft> QuestionnaireDrafts => Set<QuestionnaireDraft>();
    public DbSet<Survey> Surveys => Set<Survey>();
    public DbSet<Quota> Quotas => Set<Quota>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Ballot> Ballots => Set<Ballot>();
    public DbSet<BallotToken> BallotTokens => Set<BallotToken>();
    public DbSet<BallotStock> BallotStocks => Set<BallotStock>();
    public DbSet<Response> Responses => Set<Response>();
    public DbSet<EarlierAnswers> EarlierAnswers => Set<EarlierAnswers>();
    public DbSet<Secret> Secrets => Set<Secret>();
    public DbSet<SavedAnswers> SavedAnswers => Set<SavedAnswers>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SurveysDb).Assembly);
        modelBuilder.MapReferenceData();
        modelBuilder.MapCoding(origin: "survey_id", contribution: "response_id", part: "question", subject: "Response");
        base.OnModelCreating(modelBuilder);
    }
}
