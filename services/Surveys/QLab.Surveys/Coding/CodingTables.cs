using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Coding;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Coding;

sealed class CodingTables : IEntityTypeConfiguration<Theme>, IEntityTypeConfiguration<Coder>, IEntityTypeConfiguration<Passage>,
    IEntityTypeConfiguration<Memo>, IEntityTypeConfiguration<CodingStep>
{
    public void Configure(EntityTypeBuilder<Theme> theme)
    {
        theme.ToTable("themes").HasIndex(t => t.ProjectId);
        theme.Property(t => t.State).HasConversion<string>();
    }

    public void Configure(EntityTypeBuilder<Coder> coder)
    {
        coder.ToTable("coders").HasIndex(c => c.PersonId).IsUnique();
        coder.HasIndex(c => c.Client).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Passage> passage)
    {
        passage.ToTable(
            "passages", table => table.HasCheckConstraint("ck_passages_range", "start_position >= 0 AND end_position > start_position"));
        passage.Ignore(p => p.State).Ignore(p => p.AboutResponse);
        passage.HasIndex(p => p.ResponseId);
        passage.HasIndex(p => p.ThemeId);
        passage.HasIndex(p => p.SurveyId);
        passage.HasIndex(p => new { p.ResponseId, p.Question, p.ThemeId, p.CoderId, p.StartPosition, p.EndPosition })
            .IsUnique().HasFilter("(NOT removed)").HasDatabaseName("ix_passages_once");
        passage.HasOne<Response>().WithMany().HasForeignKey(p => p.ResponseId).OnDelete(DeleteBehavior.Restrict);
        passage.HasOne<Theme>().WithMany().HasForeignKey(p => p.ThemeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Memo> memo)
    {
        memo.ToTable("coding_memos").Ignore(m => m.State).Ignore(m => m.AboutResponse);
        memo.Property(m => m.About).HasConversion<string>();
        memo.HasIndex(m => m.SurveyId);
        memo.HasIndex(m => m.AboutId);
        memo.HasOne<Survey>().WithMany().HasForeignKey(m => m.SurveyId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CodingStep> step)
    {
        step.ToTable("coding_steps").HasKey(s => s.Number);
        step.Property(s => s.Number).UseIdentityAlwaysColumn();
        step.Property(s => s.Kind).HasConversion<string>();
        step.Property(s => s.Before).HasColumnType("jsonb").HasConversion(state => Write(state!), text => Read(text));
        step.Property(s => s.After).HasColumnType("jsonb").HasConversion(state => Write(state!), text => Read(text));
        step.HasIndex(s => new { s.SurveyId, s.CoderId, s.Number });
        step.HasIndex(s => s.ThingId);
        step.HasIndex(s => s.ResponseId);
    }

    static string Write(CodedState state) => JsonSerializer.Serialize(state, JsonSerializerOptions.Web);

    static CodedState Read(string text) => JsonSerializer.Deserialize<CodedState>(text, JsonSerializerOptions.Web)!;
}
