using System.Reflection;
using System.Text.Json;

namespace QLab.Contributions.Tests;

public sealed class ContributionsOnTheWire
{
    static readonly ContributionGiven Given = new(
        Guid.NewGuid(), Guid.NewGuid(), null, "interviews", Guid.NewGuid(), "interview", "an interview", "interview", 3,
        new(2026, 11, 27, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Come_back_as_they_were_sent() =>
        JsonSerializer.Deserialize<ContributionGiven>(JsonSerializer.Serialize(Given, JsonSerializerOptions.Web), JsonSerializerOptions.Web)
            .ShouldBe(Given);

    [Fact]
    public void A_service_of_a_later_release_may_say_more()
    {
        var said = JsonSerializer.SerializeToNode(Given, JsonSerializerOptions.Web)!;
        said["language"] = "cy";
        JsonSerializer.Deserialize<ContributionGiven>(said, JsonSerializerOptions.Web).ShouldBe(Given);
    }

    [Fact]
    public void What_is_withdrawn_is_named_as_it_was_when_it_was_given_and_is_nobodys()
    {
        var given = Members(typeof(ContributionGiven));
        Members(typeof(ContributionWithdrawn)).Except(given).ShouldBeEmpty();
        typeof(ContributionWithdrawn).GetProperty(nameof(ContributionGiven.ParticipantId)).ShouldBeNull();
    }

    static List<(string, Type)> Members(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => (p.Name, p.PropertyType))];
}
