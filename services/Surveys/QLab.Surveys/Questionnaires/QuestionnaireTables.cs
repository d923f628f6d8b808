using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Questionnaires;
using QLab.Surveys.Questionnaires.Drafts;

namespace QLab.Surveys.Questionnaires;

sealed class QuestionnaireTables : IEntityTypeConfiguration<Questionnaire>
{
    /// <summary>A definition is replaced whole or not at all, so the one that was read is the one that is stored.</summary>
    public static readonly ValueComparer<Definition> NeverChanges = new(
        (left, right) => ReferenceEquals(left, right), definition => definition.Questions.Count, definition => definition);

    public void Configure(EntityTypeBuilder<Questionnaire> questionnaire)
    {
        questionnaire.HasIndex(q => new { q.ProjectId, q.Key, q.Version }).IsUnique();
        questionnaire.Property(q => q.Definition).HasColumnType("jsonb").HasConversion(
            definition => DefinitionJson.Write(definition), json => DefinitionJson.Read(json), NeverChanges);
    }
}

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
