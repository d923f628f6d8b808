using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.CodingApi;

namespace QLab.Workshops.Interviews.Coding;

/// <summary>What coding has here besides what every service's has.</summary>
sealed class InterviewCodingTables : IEntityTypeConfiguration<Passage>, IEntityTypeConfiguration<Memo>
{
    public void Configure(EntityTypeBuilder<Passage> passage)
    {
        passage.Property(p => p.Part).HasConversion(
            part => int.Parse(part, CultureInfo.InvariantCulture), turn => turn.ToString(CultureInfo.InvariantCulture));
        passage.HasOne<Speaker>().WithMany().HasForeignKey(p => p.ContributionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Memo> memo) =>
        memo.HasOne<Interview>().WithMany().HasForeignKey(m => m.OriginId).OnDelete(DeleteBehavior.Restrict);
}
