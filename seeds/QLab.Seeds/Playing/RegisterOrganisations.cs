using QLab.Seeds.Api;
using QLab.Seeds.Drawing;
using QLab.Seeds.Facts;

namespace QLab.Seeds.Playing;

/// <summary>Organisations belong to no project; parents come before those that name them.</summary>
static class RegisterOrganisations
{
    public static readonly DateOnly Day = new(2017, 1, 1);

    public static Guid Id(string key) => SeedId.Of(Day, 0, $"organisation/{key}");

    public static async Task Play(IReadOnlyList<OrganisationFacts> organisations, Gateway gateway, Progress progress, CancellationToken ct)
    {
        progress.Say("all projects",
            await Register("organisations", [.. organisations.Where(o => o.Parent is null)]),
            await Register("with a parent", [.. organisations.Where(o => o.Parent is not null)]));

        Task<string> Register(string what, IReadOnlyList<OrganisationFacts> some) => Progress.Each(what, some, (o, stop) => gateway.Create(
            "/api/participants/v1/organisations", Id(o.Key),
            new { id = Id(o.Key), o.Name, o.Kind, parentId = o.Parent is null ? (Guid?)null : Id(o.Parent) }, stop), ct);
    }
}
