using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Coding;

namespace QLab.Workshops.Interviews.Coding;

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
        passage.Ignore(p => p.State).Ignore(p => p.Place);
        passage.HasIndex(p => p.InterviewId);
        passage.HasIndex(p => p.ThemeId);
        passage.HasIndex(p => new { p.SpeakerId, p.Turn, p.ThemeId, p.CoderId, p.StartPosition, p.EndPosition })
            .IsUnique().HasFilter("(NOT removed)").HasDatabaseName("ix_passages_once");
        passage.HasOne<Speaker>().WithMany().HasForeignKey(p => p.SpeakerId).OnDelete(DeleteBehavior.Restrict);
        passage.HasOne<Theme>().WithMany().HasForeignKey(p => p.ThemeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Memo> memo)
    {
        memo.ToTable("coding_memos").Ignore(m => m.State);
        memo.Ignore(m => m.OriginId).Ignore(m => m.ContributionId).Ignore(m => m.IsAboutTheme);
        memo.Property(m => m.About).HasConversion<string>();
        memo.HasIndex(m => m.InterviewId);
        memo.HasOne<Interview>().WithMany().HasForeignKey(m => m.InterviewId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CodingStep> step)
    {
        step.ToTable("coding_steps").HasKey(s => s.Number);
        step.Property(s => s.Number).UseIdentityAlwaysColumn();
        step.Property(s => s.OriginId).HasColumnName("interview_id");
        step.Property(s => s.ContributionId).HasColumnName("speaker_id");
        step.Property(s => s.Kind).HasConversion<string>();
        step.Property(s => s.Before).HasColumnType("jsonb").HasConversion(state => state!.ToJson(), json => CodedState.FromJson(json));
        step.Property(s => s.After).HasColumnType("jsonb").HasConversion(state => state!.ToJson(), json => CodedState.FromJson(json));
        step.HasIndex(s => new { s.OriginId, s.CoderId, s.Number });
        step.HasIndex(s => s.ThingId);
    }
}
