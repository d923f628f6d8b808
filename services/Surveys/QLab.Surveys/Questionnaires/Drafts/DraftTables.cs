using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Questionnaires;

namespace QLab.Surveys.Questionnaires.Drafts;

sealed class DraftTables : IEntityTypeConfiguration<QuestionnaireDraft>
{
    public void Configure(EntityTypeBuilder<QuestionnaireDraft> draft)
    {
        draft.HasIndex(d => new { d.ProjectId, d.Key });
        draft.HasIndex(d => d.BasedOnId);
        draft.HasOne<Questionnaire>().WithMany().HasForeignKey(d => d.BasedOnId).OnDelete(DeleteBehavior.Restrict);
        draft.Property(d => d.Definition).HasColumnType("jsonb").HasConversion(
            definition => DefinitionJson.Write(definition), json => DefinitionJson.Read(json), QuestionnaireTables.NeverChanges);
    }
}
