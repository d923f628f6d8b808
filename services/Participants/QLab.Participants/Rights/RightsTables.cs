using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Rights;

sealed class RightsTables : IEntityTypeConfiguration<RightsRequest>, IEntityTypeConfiguration<RightsAnswer>, IEntityTypeConfiguration<ExportPart>
{
    static readonly JsonSerializerOptions JsonOptions = Json.Apply(new());

    public void Configure(EntityTypeBuilder<RightsRequest> builder)
    {
        builder.Property(r => r.Kind).HasConversion<string>();
        builder.Property(r => r.Whose).HasColumnType("jsonb").HasConversion(
            subject => JsonSerializer.Serialize(subject, JsonOptions), json => JsonSerializer.Deserialize<DataSubject>(json, JsonOptions));
        builder.Property(r => r.Facts).HasColumnType("jsonb").HasConversion(
            facts => JsonSerializer.Serialize(facts, JsonOptions), json => JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(json, JsonOptions),
            new ValueComparer<Dictionary<string, IReadOnlyList<string>>?>((left, right) => ReferenceEquals(left, right), facts => facts!.Count, facts => facts));
        builder.HasIndex(r => r.Subject);
        builder.HasIndex(r => r.AskedAt).HasFilter("(completed_at IS NULL)");
    }

    public void Configure(EntityTypeBuilder<RightsAnswer> builder)
    {
        builder.HasKey(a => new { a.RequestId, a.Service });
        builder.HasOne<RightsRequest>().WithMany().HasForeignKey(a => a.RequestId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ExportPart> builder)
    {
        builder.HasKey(p => new { p.RequestId, p.Service, p.Part });
        builder.HasOne<RightsRequest>().WithMany().HasForeignKey(p => p.RequestId).OnDelete(DeleteBehavior.Cascade);
    }
}
