using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Participants.Participations.Representation;

/// <summary>How far somebody has come since they joined.</summary>
public enum Step
{
    Answered,
    Booked,
    Noted,
    Posted,
}

/// <summary>That a participation has reached a step, at least once.</summary>
sealed class ParticipationStep
{
    public required Guid ParticipationId { get; init; }
    public required Step Step { get; init; }
}

sealed class StepTables : IEntityTypeConfiguration<ParticipationStep>
{
    public void Configure(EntityTypeBuilder<ParticipationStep> builder)
    {
        builder.ToTable("participation_steps").HasKey(s => new { s.ParticipationId, s.Step });
        builder.Property(s => s.Step).HasConversion<string>();
        builder.HasOne<Participation>().WithMany().HasForeignKey(s => s.ParticipationId).OnDelete(DeleteBehavior.Cascade);
    }
}

static class Steps
{
    /// <summary>Notes a step, in whatever order news comes. Somebody who is not known is passed over: they have been erased, and nothing may name them again.</summary>
    public static Task ReachAsync(this ParticipantsDb db, Step step, IEnumerable<Guid?> participations, CancellationToken ct)
    {
        Guid[] ids = [.. participations.OfType<Guid>().Distinct()];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO participation_steps (participation_id, step)
            SELECT id, {step.ToString()} FROM participations WHERE id = ANY({ids}) ORDER BY id
            ON CONFLICT DO NOTHING
            """, ct);
    }
}
