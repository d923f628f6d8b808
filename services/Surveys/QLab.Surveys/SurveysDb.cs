using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Persistence;
using QLab.Surveys.Projects;
using QLab.Surveys.Questionnaires;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys;

sealed class SurveysDb(DbContextOptions<SurveysDb> options) : ServiceDb(options)
{
    public DbSet<Project> Projects => Set<Project>();
    public DbSet<Questionnaire> Questionnaires => Set<Questionnaire>();
    public DbSet<Survey> Surveys => Set<Survey>();
    public DbSet<Response> Responses => Set<Response>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Questionnaire>(questionnaire =>
        {
            questionnaire.HasIndex(q => new { q.ProjectId, q.Key, q.Version }).IsUnique();
            questionnaire.Property(q => q.Questions).HasColumnType("jsonb").HasConversion(
                questions => QuestionJson.Write(questions), json => QuestionJson.Read(json), QuestionJson.NeverChanges);
        });
        modelBuilder.Entity<Survey>(survey =>
        {
            survey.HasIndex(s => s.ProjectId);
            survey.HasIndex(s => s.QuestionnaireId);
            survey.Property(s => s.Mode).HasConversion<string>();
            survey.HasOne<Questionnaire>().WithMany().HasForeignKey(s => s.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Response>(response =>
        {
            response.Property(r => r.Answers).HasColumnType("jsonb");
            response.HasIndex(r => new { r.SurveyId, r.ParticipantId }).IsUnique();
            response.HasIndex(r => r.ParticipantId);
            response.HasIndex(r => new { r.SurveyId, r.SubmissionKey }).IsUnique();
            response.HasOne<Survey>().WithMany().HasForeignKey(r => r.SurveyId).OnDelete(DeleteBehavior.Restrict);
        });
        base.OnModelCreating(modelBuilder);
    }
}
