using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Questionnaires;
using QLab.Surveys.Consents;
using QLab.Surveys.Questionnaires;

namespace QLab.Surveys.Surveys;

sealed class SurveyTables : IEntityTypeConfiguration<Survey>, IEntityTypeConfiguration<Quota>
{
    /// <summary>A text is replaced whole or not at all.</summary>
    static readonly ValueComparer<LocalText?> Whole = new(
        (left, right) => ReferenceEquals(left, right), text => text == null ? 0 : text.GetHashCode(), text => text);

    public void Configure(EntityTypeBuilder<Survey> survey)
    {
        survey.HasIndex(s => s.ProjectId);
        survey.HasIndex(s => s.QuestionnaireId);
        survey.HasIndex(s => s.ClosesAt).HasFilter("(closed_at IS NULL)");
        survey.Property(s => s.Mode).HasConversion<string>();
        survey.Property(s => s.Access).HasConversion<string>();
        survey.Property(s => s.HiddenAnswers).HasConversion<string>();
        foreach (var text in new[] { survey.Property(s => s.Titles), survey.Property(s => s.Purpose) })
            text.HasColumnType("jsonb").HasConversion(
                words => JsonSerializer.Serialize(words, DefinitionJson.Options),
                json => JsonSerializer.Deserialize<LocalText>(json, DefinitionJson.Options), Whole);
        ConsentTables.HoldAsked(survey.Property(s => s.Consents));
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
