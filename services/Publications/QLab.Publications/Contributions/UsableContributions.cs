using QLab.Contributions;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Disclosure;

namespace QLab.Publications.Contributions;

static class UsableContributions
{
    /// <summary>As many as have to come and go together; see <see cref="ContributionsBatched"/>.</summary>
    public const int SmallestBatch = SmallNumbers.Largest + 1;

    /// <summary>
    /// Contributions that stand and may be used for a purpose; how many are not is told, never which. One of a batch may be used as long as
    /// all of it may.
    /// </summary>
    public static IQueryable<Contribution> ContributionsFor(this PublicationsDb db, string purpose)
    {
        var standing =
            from member in db.BatchedContributions
            join contribution in db.Contributions on member.ContributionId equals contribution.Id
            where contribution.RemovedAt == null && contribution.ParticipantId != null
            select new
            {
                member.BatchId,
                Agrees = db.Consents.Any(said => said.ParticipantId == contribution.ParticipantId && said.Purpose == purpose && said.Given),
            };
        return db.Contributions.Where(c => c.RemovedAt == null).Where(MayBeUsed.For<Contribution>(db, purpose)).Where(c =>
            c.ParticipantId == null
            || !db.BatchedContributions.Any(own => own.ContributionId == c.Id)
            || db.BatchedContributions.Any(own => own.ContributionId == c.Id && own.BatchId != null
                && standing.Count(other => other.BatchId == own.BatchId) >= SmallestBatch
                && !standing.Any(other => other.BatchId == own.BatchId && !other.Agrees)));
    }
}
