using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Surveys;

sealed class SurveyTables : IEntityTypeConfiguration<Survey>, IEntityTypeConfiguration<Quota>
{
    public void Configure(EntityTypeBuilder<Survey> survey)
    {
        survey.HasIndex(s => s.ProjectId);
        survey.HasIndex(s => s.QuestionnaireId);
        survey.HasIndex(s => s.ClosesAt).HasFilter("(closed_at IS NULL)");
        survey.Property(s => s.Mode).HasConversion<string>();
        survey.Property(s => s.Access).HasConversion<string>();
        survey.Property(s => s.HiddenAnswers).HasConversion<string>();
        survey.HasOne<Questionnaire>().WithMany().HasForeignKey(s => s.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Quota> quota)
    {
        quota.HasKey(q => new { q.SurveyId, q.Name });
        quota.Property(q => q.When).HasColumnType("jsonb");
        quota.HasOne<Survey>().WithMany().HasForeignKey(q => q.SurveyId).OnDelete(DeleteBehavior.Cascade);
        quota.ToTable(table => table.HasCheckConstraint("ck_quotas_never_exceeded", "taken BETWEEN 0 AND \"limit\""));
    }
}
