using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

sealed class InvitationTables : IEntityTypeConfiguration<Invitation>, IEntityTypeConfiguration<Ballot>, IEntityTypeConfiguration<BallotToken>,
    IEntityTypeConfiguration<MessageKey>
{
    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.HasIndex(i => new { i.SurveyId, i.ParticipantId }).IsUnique();
        invitation.HasIndex(i => i.BallotId).IsUnique();
        invitation.HasIndex(i => i.ParticipantId);
        invitation.HasOne<Survey>().WithMany().HasForeignKey(i => i.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Ballot> ballot) =>
        ballot.HasOne<Survey>().WithMany().HasForeignKey(b => b.SurveyId).OnDelete(DeleteBehavior.Cascade);

    public void Configure(EntityTypeBuilder<BallotToken> token)
    {
        token.HasKey(t => t.TokenHash);
        token.HasOne<Ballot>().WithMany().HasForeignKey(t => t.BallotId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<MessageKey> key) => key.ToTable("message_keys").HasKey(k => k.PublicKey);
}
