using QLab.ReferenceData;

namespace QLab.Publications.Contributions;

static class UsableContributions
{
    /// <summary>Contributions that stand and may be used for a purpose; how many are not is told, never which.</summary>
    public static IQueryable<Contribution> ContributionsFor(this PublicationsDb db, string purpose) =>
        db.Contributions.Where(c => c.RemovedAt == null).Where(MayBeUsed.For<Contribution>(db, purpose));
}
