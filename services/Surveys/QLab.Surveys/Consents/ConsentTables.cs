using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Surveys.Consents;

sealed class ConsentTables : IEntityTypeConfiguration<ResearchConsent>
{
    public void Configure(EntityTypeBuilder<ResearchConsent> consent) => consent.HasKey(c => c.ParticipantId);
}
