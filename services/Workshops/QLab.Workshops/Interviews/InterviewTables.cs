using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.ServiceDefaults.Files;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Interviews;

sealed class InterviewTables : IEntityTypeConfiguration<Interview>, IEntityTypeConfiguration<Speaker>, IEntityTypeConfiguration<Turn>,
    IEntityTypeConfiguration<Recording>
{
    public void Configure(EntityTypeBuilder<Interview> interview)
    {
        interview.HasIndex(i => i.ProjectId);
        interview.HasIndex(i => i.WorkshopId);
        interview.HasOne<Workshop>().WithMany().HasForeignKey(i => i.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        interview.HasMany(i => i.Speakers).WithOne().HasForeignKey(s => s.InterviewId).OnDelete(DeleteBehavior.Cascade);
        interview.HasMany(i => i.Turns).WithOne().HasForeignKey(t => t.InterviewId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Speaker> speaker)
    {
        speaker.ToTable("speakers");
        speaker.Property(s => s.Id).ValueGeneratedNever();
        speaker.HasIndex(s => new { s.InterviewId, s.Name }).IsUnique();
        speaker.HasIndex(s => s.ParticipantId);
    }

    public void Configure(EntityTypeBuilder<Turn> turn)
    {
        turn.ToTable("turns").HasKey(t => new { t.InterviewId, t.Number });
        turn.HasIndex(t => t.SpeakerId);
        turn.HasOne<Speaker>().WithMany().HasForeignKey(t => t.SpeakerId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Recording> recording)
    {
        recording.HasIndex(r => r.InterviewId);
        recording.HasIndex(r => r.FileHash);
        recording.HasIndex(r => r.KeptUntil);
        recording.HasOne<Interview>().WithMany().HasForeignKey(r => r.InterviewId).OnDelete(DeleteBehavior.Restrict);
        recording.HasOne<FileContent>().WithMany().HasForeignKey(r => r.FileHash).OnDelete(DeleteBehavior.Restrict);
    }
}
