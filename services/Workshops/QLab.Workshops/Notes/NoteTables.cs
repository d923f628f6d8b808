using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Notes;

sealed class NoteTables : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> note)
    {
        note.HasIndex(n => n.WorkshopId);
        note.HasIndex(n => n.ParticipantId);
        note.Property(n => n.Kind).HasConversion<string>();
        note.HasOne<Workshop>().WithMany().HasForeignKey(n => n.WorkshopId).OnDelete(DeleteBehavior.Restrict);
    }
}
