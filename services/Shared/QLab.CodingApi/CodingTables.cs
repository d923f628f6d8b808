using Microsoft.EntityFrameworkCore;
using QLab.Coding;

namespace QLab.CodingApi;

/// <summary>How coding is mapped. The tables are made by each service's own SQL files, with keys and indexes of its own.</summary>
public static class CodingTables
{
    /// <param name="model">EF Core's builder.</param>
    /// <param name="origin">The column of what texts are coded in: <c>survey_id</c>.</param>
    /// <param name="contribution">The column of the contribution that a text is part of.</param>
    /// <param name="part">The column of which part of the contribution a text is.</param>
    /// <param name="subject">What <c>about</c> says of a memo that is about no theme.</param>
    public static void MapCoding(this ModelBuilder model, string origin, string contribution, string part, string subject)
    {
        model.Entity<Theme>(theme =>
        {
            theme.ToTable("themes").HasIndex(t => t.ProjectId);
            theme.Property(t => t.State).HasConversion<string>();
        });
        model.Entity<Coder>(coder =>
        {
            coder.ToTable("coders").HasIndex(c => c.PersonId).IsUnique();
            coder.HasIndex(c => c.Client).IsUnique();
        });
        model.Entity<Passage>(passage =>
        {
            passage.ToTable(
                "passages",
                table => table.HasCheckConstraint("ck_passages_range", "start_position >= 0 AND end_position > start_position"));
            passage.Ignore(p => p.State).Ignore(p => p.Place);
            passage.Property(p => p.OriginId).HasColumnName(origin);
            passage.Property(p => p.ContributionId).HasColumnName(contribution);
            passage.Property(p => p.Part).HasColumnName(part);
            passage.HasIndex(p => p.OriginId);
            passage.HasIndex(p => p.ThemeId);
            passage.HasIndex(p => new { p.ContributionId, p.Part, p.ThemeId, p.CoderId, p.StartPosition, p.EndPosition })
                .IsUnique().HasFilter("(NOT removed)").HasDatabaseName("ix_passages_once");
            passage.HasOne<Theme>().WithMany().HasForeignKey(p => p.ThemeId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Memo>(memo =>
        {
            memo.ToTable("coding_memos").Ignore(m => m.State).Ignore(m => m.ContributionId);
            memo.Property(m => m.OriginId).HasColumnName(origin);
            memo.Property(m => m.IsAboutTheme).HasColumnName("about")
                .HasConversion(isTheme => isTheme ? "Theme" : subject, about => about == "Theme");
            memo.HasIndex(m => m.OriginId);
        });
        model.Entity<CodingStep>(step =>
        {
            step.ToTable("coding_steps").HasKey(s => s.Number);
            step.Property(s => s.Number).UseIdentityAlwaysColumn();
            step.Property(s => s.OriginId).HasColumnName(origin);
            step.Property(s => s.ContributionId).HasColumnName(contribution);
            step.Property(s => s.Kind).HasConversion<string>();
            step.Property(s => s.Before).HasColumnType("jsonb").HasConversion(state => state!.ToJson(), json => CodedState.FromJson(json));
            step.Property(s => s.After).HasColumnType("jsonb").HasConversion(state => state!.ToJson(), json => CodedState.FromJson(json));
            step.HasIndex(s => new { s.OriginId, s.CoderId, s.Number });
            step.HasIndex(s => s.ThingId);
        });
    }
}
