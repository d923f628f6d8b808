using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Participants.Projects;

namespace QLab.Participants.Group;

sealed class GroupTables :
    IEntityTypeConfiguration<HouseRules>, IEntityTypeConfiguration<Member>, IEntityTypeConfiguration<Topic>, IEntityTypeConfiguration<Post>,
    IEntityTypeConfiguration<FormerText>, IEntityTypeConfiguration<Reaction>, IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<HouseRules> builder)
    {
        builder.ToTable("group_rules").HasKey(r => new { r.ProjectId, r.Version });
        builder.HasOne<Project>().WithMany().HasForeignKey(r => r.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Member> builder) => builder.ToTable("group_members").HasKey(m => m.ParticipationId);

    public void Configure(EntityTypeBuilder<Topic> builder)
    {
        builder.ToTable("group_topics");
        builder.HasIndex(t => t.StartedBy);
        builder.HasOne<Project>().WithMany().HasForeignKey(t => t.ProjectId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.ToTable("group_posts");
        builder.Property(p => p.State).HasConversion<string>();
        builder.HasIndex(p => new { p.TopicId, p.Id });
        builder.HasIndex(p => p.AuthorId);
        builder.HasOne<Topic>().WithMany().HasForeignKey(p => p.TopicId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<FormerText> builder)
    {
        builder.ToTable("group_former_texts").HasKey(t => new { t.PostId, t.Version });
        builder.HasOne<Post>().WithMany().HasForeignKey(t => t.PostId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Reaction> builder)
    {
        builder.ToTable("group_reactions").HasKey(r => new { r.PostId, r.ParticipationId, r.Kind });
        builder.Property(r => r.Kind).HasConversion<string>();
        builder.HasIndex(r => r.ParticipationId);
        builder.HasOne<Post>().WithMany().HasForeignKey(r => r.PostId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("group_reports");
        builder.HasIndex(r => new { r.PostId, r.ReporterId }).IsUnique().HasFilter("(settled_at IS NULL)");
        builder.HasIndex(r => r.ReporterId);
        builder.HasIndex(r => new { r.ProjectId, r.Id });
        builder.HasOne<Post>().WithMany().HasForeignKey(r => r.PostId).OnDelete(DeleteBehavior.Restrict);
    }
}
