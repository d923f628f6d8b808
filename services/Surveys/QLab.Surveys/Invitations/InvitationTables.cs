using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

sealed class InvitationTables : IEntityTypeConfiguration<Invitation>, IEntityTypeConfiguration<Ballot>,
    IEntityTypeConfiguration<BallotToken>, IEntityTypeConfiguration<BallotStock>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.HasIndex(i => new { i.SurveyId, i.ParticipantId }).IsUnique();
        invitation.HasIndex(i => new { i.SurveyId, i.Number }).IsUnique();
        invitation.HasIndex(i => i.ParticipantId);
        invitation.HasOne<Survey>().WithMany().HasForeignKey(i => i.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Ballot> ballot)
    {
        ballot.HasIndex(b => new { b.SurveyId, b.Number }).IsUnique();
        ballot.HasOne<Survey>().WithMany().HasForeignKey(b => b.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BallotToken> token)
    {
        token.HasKey(t => t.TokenHash);
        token.HasOne<Ballot>().WithMany().HasForeignKey(t => t.BallotId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BallotStock> stock)
    {
        stock.HasKey(s => s.SurveyId);
        stock.HasOne<Survey>().WithOne().HasForeignKey<BallotStock>(s => s.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }
}
