using System.Net;
using System.Text.Json.Nodes;
using QLab.Testing;
using QLab.Workshops.Contracts;

namespace QLab.Publications.Tests;

public sealed class KeepingPlacesInRounds(PublicationsApp app)
{
    [Fact]
    public async Task Shows_beside_a_theme_which_place_it_took_once_however_often_it_is_told()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(PublicationsApp.AllScopes);
        var theme = await PublicationsApp.CreatedAsync(
            staff, "themes", new { projectId = project, code = $"t{Guid.NewGuid():N}"[..10], label = "Quieter nights" });
        var closed = new RoundClosed(Guid.NewGuid(), project, null, [new(1, null, null, 2), new(2, theme, null, 1), new(3, Guid.NewGuid(), null, null)], DateTimeOffset.UtcNow);
        await using var workshops = await app.AnotherServiceAsync();
        for (var time = 0; time < 2; time++) await app.HandledAsync(await workshops.PublishAsync(closed));

        var place =
            JsonNode.Parse(await staff.GetStringAsync($"/api/publications/v1/themes/{theme}/places"))!.AsArray().ShouldHaveSingleItem()!;

        (place["roundId"]!.GetValue<Guid>(), place["place"]!.GetValue<int>(), place["items"]!.GetValue<int>()).ShouldBe((closed.RoundId, 1, 3));
        using var unknown = await staff.GetAsync($"/api/publications/v1/themes/{Guid.NewGuid()}/places");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
