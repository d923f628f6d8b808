namespace QLab.Participants.Partnerships;

/// <summary>
/// That an organisation is bound to a project as a federation is that it belongs to, because the federation's partnership includes its
/// members. Kept by <see cref="KeepMemberPartnerships"/>.
/// </summary>
sealed class MemberPartnership
{
    public required Guid ProjectId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required PartnershipRole Role { get; init; }
}
