using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Coding;
using QLab.CodingApi;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Coding;

/// <summary>What coding has here besides what every service's has.</summary>
sealed class SurveyCodingTables : IEntityTypeConfiguration<Passage>, IEntityTypeConfiguration<Memo>, IEntityTypeConfiguration<CodingStep>
{
    public void Configure(EntityTypeBuilder<Passage> passage)
    {
        passage.HasIndex(p => p.ContributionId);
        passage.HasOne<Response>().WithMany().HasForeignKey(p => p.ContributionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Memo> memo)
    {
        memo.HasIndex(m => m.AboutId);
        memo.HasOne<Survey>().WithMany().HasForeignKey(m => m.OriginId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CodingStep> step) => step.HasIndex(s => s.ContributionId);
}
