using QLab.Workshops.Groups;

namespace QLab.Workshops.Tests;

public sealed class DrawingGroups
{
    static readonly string[] Perspectives = ["livedExperience", "carer", "professional"];

    [Theory]
    [InlineData(6, 3, "3 3")]
    [InlineData(7, 3, "4 3")]
    [InlineData(8, 3, "4 4")]
    [InlineData(5, 3, "3 2")]
    [InlineData(7, 2, "3 2 2")]
    [InlineData(1, 2, "1")]
    [InlineData(15, 8, "8 7")]
    [InlineData(0, 3, "")]
    public void Handles_what_is_left_over(int people, int size, string sizes) =>
        string.Join(' ', GroupSizes.Of(people, size)).ShouldBe(sizes);

    [Fact]
    public void Seats_everybody_once_in_groups_of_nearly_one_size() => Property.Holds(200, choices =>
    {
        var (people, size) = (People(choices), choices.Next(2, 9));
        var groups = Draw(people, size, choices.Next(1000));
        groups.SelectMany(group => group).Order().ShouldBe(people.Select(who => who.Id).Order());
        groups.Select(group => group.Count).ShouldBe(GroupSizes.Of(people.Count, size), ignoreOrder: true);
        if (groups.Count > 0) (groups.Max(group => group.Count) - groups.Min(group => group.Count)).ShouldBeLessThanOrEqualTo(1);
    });

    [Fact]
    public void Is_the_same_for_one_seed_in_whatever_order_people_come() => Property.Holds(100, choices =>
    {
        var (people, size, seed) = (People(choices), choices.Next(2, 9), choices.Next(1000));
        IReadOnlyList<Guid>[] apart = people.Count > 1 ? [[people[0].Id, people[1].Id]] : [];
        Words(Draw(choices.Shuffled(people), size, seed, apart)).ShouldBe(Words(Draw(people, size, seed, apart)));
    });

    [Fact]
    public void Differs_from_seed_to_seed()
    {
        var people = Room(30, i => Perspectives[i % 3]);
        Enumerable.Range(0, 10).Select(seed => Words(Draw(people, 3, seed))).Distinct().Count().ShouldBe(10);
    }

    [Fact]
    public void Never_seats_two_together_who_are_not_to_sit_together() => Property.Holds(200, choices =>
    {
        var people = People(choices, least: 6);
        var apart = people.Select(who => who.Id).Chunk(2).Where(pair => pair.Length == 2 && choices.Chance()).ToList();
        var groups = Draw(people, choices.Next(2, 4), choices.Next(1000), apart);
        foreach (var pair in apart) groups.Count(group => group.Contains(pair[0]) && group.Contains(pair[1])).ShouldBe(0);
    });

    [Fact]
    public void Keeps_colleagues_apart_wherever_there_are_groups_enough() => Property.Holds(100, choices =>
    {
        var size = choices.Next(2, 6);
        var organisations = choices.Some(3, 12, _ => choices.Id());
        // No more of one organisation than half the groups there will be.
        var each = choices.Next(1, 5);
        var people = organisations.SelectMany(organisation => Enumerable.Range(0, each).Select(_ =>
            new Seated(choices.Id(), [choices.Of(Perspectives)], organisation))).ToList();
        if (each * 2 > GroupSizes.Of(people.Count, size).Count) return;
        Quality(Draw(people, size, choices.Next(1000)), people).ColleaguesTogether.ShouldBe(0);
    });

    [Fact]
    public void Mixes_perspectives_in_every_three_where_a_third_are_of_another()
    {
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var people = Room(36, i => i % 3 == 0 ? "professional" : "livedExperience");
            Quality(Draw(people, 3, seed), people).MixedShare.ShouldBe(1);
        }
    }

    [Fact]
    public void Lets_nobody_meet_the_same_people_again_in_five_rounds()
    {
        var people = Room(36, i => Perspectives[i % 3]);
        var before = new List<IReadOnlyList<Guid>>();
        for (var round = 0; round < 5; round++)
        {
            var groups = GroupDraw.Of(people, 3, round, [], before);
            GroupQuality.Of([.. groups.Select(group => group.Select(id => people.Single(p => p.Id == id)).ToList())], before, 0).MetBefore
                .ShouldBe(0, $"in round {round}");
            before.AddRange(groups);
        }
    }

    [Fact]
    public void Counts_what_could_not_be_helped()
    {
        var people = Room(3, _ => "carer", organisation: Guid.NewGuid());
        var quality = Quality(Draw(people, 3, 1, [[people[0].Id, people[1].Id]]), people, [[people[0].Id, people[1].Id]]);
        quality.ShouldBe(new GroupQuality(Groups: 1, Mixed: 0, MixedShare: 0, ColleaguesTogether: 3, MetBefore: 0, NotWithBroken: 1));
    }

    static List<Seated> People(Choices choices, int least = 0) => choices.Some(least, 40, _ => new Seated(
        choices.Id(), choices.Rarely() ? [] : [choices.Of(Perspectives)],
        choices.Chance() ? new Guid(choices.Next(6), 0, 0, new byte[8]) : null));

    static List<Seated> Room(int people, Func<int, string> perspective, Guid? organisation = null) =>
        [.. Enumerable.Range(0, people).Select(i => new Seated(new(i, 0, 0, new byte[8]), [perspective(i)], organisation))];

    static IReadOnlyList<IReadOnlyList<Guid>> Draw(
        IReadOnlyCollection<Seated> people, int size, int seed, IReadOnlyCollection<IReadOnlyList<Guid>>? apart = null) =>
        GroupDraw.Of(people, size, seed, apart ?? [], []);

    static string Words(IReadOnlyList<IReadOnlyList<Guid>> groups) => string.Join('|', groups.Select(group => string.Join(' ', group)));

    static GroupQuality Quality(
        IReadOnlyList<IReadOnlyList<Guid>> groups, List<Seated> people, IReadOnlyCollection<IReadOnlyList<Guid>>? apart = null)
    {
        var seated = groups.Select(IReadOnlyList<Seated> (group) => [.. group.Select(id => people.Single(who => who.Id == id))]).ToList();
        return GroupQuality.Of(seated, [], GroupQuality.Together(seated, apart ?? []));
    }
}
