using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Groups;

sealed class GroupTables : IEntityTypeConfiguration<Grouping>, IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<Grouping> grouping)
    {
        grouping.ToTable("groupings").HasIndex(g => g.WorkshopId);
        grouping.HasOne<Workshop>().WithMany().HasForeignKey(g => g.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        grouping.HasMany(g => g.Members).WithOne().HasForeignKey(m => m.GroupingId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<GroupMember> member)
    {
        member.ToTable("group_members").HasKey(m => new { m.GroupingId, m.ParticipantId });
        member.HasIndex(m => m.ParticipantId);
    }
}
