using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consents;

sealed class ConsentTables
    : IEntityTypeConfiguration<ConsentForm>, IEntityTypeConfiguration<ResponseBatch>, IEntityTypeConfiguration<BatchedResponse>
{
    /// <summary>A form is worded anew as a whole or not at all.</summary>
    static readonly ValueComparer<IReadOnlyList<FormConsent>> Whole = new(
        (left, right) => ReferenceEquals(left, right), asked => asked.GetHashCode(), asked => asked);

    public void Configure(EntityTypeBuilder<ConsentForm> form)
    {
        form.ToTable("consent_forms").HasKey(f => new { f.SurveyId, f.Version });
        HoldAsked(form.Property(f => f.Asked));
        form.HasOne<Survey>().WithMany().HasForeignKey(f => f.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ResponseBatch> batch)
    {
        batch.ToTable("response_batches").HasIndex(b => b.SurveyId);
        batch.HasOne<Survey>().WithMany().HasForeignKey(b => b.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BatchedResponse> member)
    {
        member.ToTable("batched_responses").HasKey(m => m.ResponseId);
        member.HasIndex(m => m.BatchId);
        member.HasOne<Response>().WithOne().HasForeignKey<BatchedResponse>(m => m.ResponseId).OnDelete(DeleteBehavior.Cascade);
        member.HasOne<ResponseBatch>().WithMany().HasForeignKey(m => m.BatchId).OnDelete(DeleteBehavior.SetNull);
    }

    public static void HoldAsked(PropertyBuilder<IReadOnlyList<FormConsent>> asked) => asked.HasColumnType("jsonb").HasConversion(
        consents => JsonSerializer.Serialize(consents, StoredJson.Options),
        json => JsonSerializer.Deserialize<IReadOnlyList<FormConsent>>(json, StoredJson.Options)!, Whole);
}
