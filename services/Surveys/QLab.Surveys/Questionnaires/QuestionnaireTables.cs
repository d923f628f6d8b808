using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Surveys.Questionnaires;

sealed class QuestionnaireTables : IEntityTypeConfiguration<Questionnaire>
{
    public void Configure(EntityTypeBuilder<Questionnaire> questionnaire)
    {
        questionnaire.HasIndex(q => new { q.ProjectId, q.Key, q.Version }).IsUnique();
        questionnaire.Property(q => q.Definition).HasColumnType("jsonb").HasConversion(
            definition => DefinitionJson.Write(definition), json => DefinitionJson.Read(json), DefinitionJson.NeverChanges);
    }
}
