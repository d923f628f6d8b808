using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

sealed class ResponseTables : IEntityTypeConfiguration<Response>, IEntityTypeConfiguration<EarlierAnswers>, IEntityTypeConfiguration<SavedAnswers>, IEntityTypeConfiguration<Secret>
{
    public void Configure(EntityTypeBuilder<Response> response)
    {
        response.Property(r => r.Position).UseIdentityAlwaysColumn();
        response.Property(r => r.Answers).HasColumnType("jsonb");
        response.HasIndex(r => new { r.SurveyId, r.ParticipantId }).IsUnique().HasFilter("(participant_id IS NOT NULL)");
        response.HasIndex(r => r.ParticipantId).HasFilter("(participant_id IS NOT NULL)");
        response.HasIndex(r => new { r.SurveyId, r.Position });
        response.HasIndex(r => r.SurveyId).HasFilter("(NOT consents_told)");
        response.HasOne<Survey>().WithMany().HasForeignKey(r => r.SurveyId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EarlierAnswers> earlier)
    {
        earlier.HasKey(e => new { e.ResponseId, e.Position });
        earlier.Property(e => e.Answers).HasColumnType("jsonb");
        earlier.HasIndex(e => new { e.SurveyId, e.Position });
        earlier.HasOne<Response>().WithMany().HasForeignKey(e => e.ResponseId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Secret> secret) => secret.HasKey(s => s.Name);

    public void Configure(EntityTypeBuilder<SavedAnswers> saved)
    {
        saved.HasKey(s => s.CodeHash);
        saved.Property(s => s.Answers).HasColumnType("jsonb");
        saved.HasIndex(s => s.SavedOn);
        saved.HasOne<Survey>().WithMany().HasForeignKey(s => s.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }
}
