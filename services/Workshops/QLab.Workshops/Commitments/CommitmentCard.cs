using QLab.ServiceDefaults.Persistence;

namespace QLab.Workshops.Commitments;

/// <summary>What a workshop asks people at its end, and when they have their answers back.</summary>
sealed class CommitmentCard : IVersioned
{
    public required Guid WorkshopId { get; init; }
    public string[] Questions { get; private set; } = [];
    public DateOnly ReturnOn { get; private set; }
    public uint RowVersion { get; private set; }

    public void Ask(string[] questions, DateOnly returnOn) => (Questions, ReturnOn) = (questions, returnOn);
}
