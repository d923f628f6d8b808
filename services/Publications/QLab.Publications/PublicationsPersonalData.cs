using QLab.Publications.Contributions;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Publications;

/// <summary>What this service keeps about people.</summary>
static class PublicationsPersonalData
{
    /// <remarks>That something was given stays, so that what was built on it can still be followed; by whom does not.</remarks>
    public static void AddPublicationsPersonalData(this IServiceCollection services) => services.AddPersonalRows<Contribution>(
        "contributions", ["contributions", "batched_contributions"],
        subject => contribution => contribution.ParticipantId != null && subject.Pseudonyms.Contains(contribution.ParticipantId.Value),
        contributions => contributions.OrderBy(c => c.GivenAt).Select(c => new
        {
            c.Id, c.Kind, c.ProjectId, c.ParticipantId, c.Service, c.GivenAt, Follow = "/api/publications/v1/lineage/contributions/" + c.Id,
        }),
        contribution => contribution.SetProperty(c => c.ParticipantId, (Guid?)null));
}
