using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.RolePlays;

sealed class RolePlayTables : IEntityTypeConfiguration<RolePlay>, IEntityTypeConfiguration<RolePlayFeedback>
{
    public void Configure(EntityTypeBuilder<RolePlay> rolePlay)
    {
        rolePlay.HasIndex(r => new { r.WorkshopId, r.Code }).IsUnique();
        rolePlay.HasIndex(r => r.PresenterId);
        rolePlay.HasOne<Workshop>().WithMany().HasForeignKey(r => r.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        rolePlay.HasMany(r => r.Feedback).WithOne().HasForeignKey(f => f.RolePlayId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RolePlayFeedback> feedback)
    {
        feedback.ToTable("role_play_feedback").HasKey(f => new { f.RolePlayId, f.GiverId });
        feedback.HasIndex(f => f.GiverId);
    }
}
