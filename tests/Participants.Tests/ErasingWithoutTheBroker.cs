using System.Net;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>The participants service, whose user of the broker can be locked out.</summary>
public sealed class CutOffApp : ParticipantsApp
{
    public BrokerUser User { get; } = new();

    protected override async Task<string> NewBrokerAsync() => await User.MayUseAsync(await base.NewBrokerAsync());
}

public sealed class ErasingWithoutTheBroker(CutOffApp app) : IClassFixture<CutOffApp>
{
    [Fact]
    public async Task An_erasure_is_accepted_at_once_and_finishes_when_the_broker_is_back()
    {
        var person = await app.PersonAsync("Quetzalcoatl");
        using var staff = app.Staff();
        await app.User.RefuseAsync();

        using var accepted = await staff.PostAsync($"/api/participants/v1/people/{person}/erasure", null);

        var answer = await accepted.Content.ReadAsStringAsync();
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, answer);
        var id = JsonNode.Parse(answer)!["id"]!.GetValue<Guid>();
        (await app.Database.TracesAsync("Quetzalcoatl")).ShouldBeEmpty();

        await app.User.AllowAsync();
        // As ConsumerWatch has it started afresh: the bus does not always come back to its queues.
        await using var replica = app.Replica();
        using var anybody = app.Anonymous();
        await Eventually.Succeeds(async () => WaitingFor(await ReadAsync(anybody, $"erasures/{id}")).ShouldBe(RightsApp.Others));
        await using var others = await app.AnotherServiceAsync();
        foreach (var service in RightsApp.Others) await others.PublishAsync(new PersonalDataErased(id, service, DateTimeOffset.UtcNow));
        await Eventually.Succeeds(async () => (await ReadAsync(anybody, $"erasures/{id}"))["state"]!.GetValue<string>().ShouldBe("done"));
    }

    static IEnumerable<string> WaitingFor(JsonNode request) =>
        request["waitingFor"]!.AsArray().Select(service => service!.GetValue<string>());
}
