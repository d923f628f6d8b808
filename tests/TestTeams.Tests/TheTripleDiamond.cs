using QLab.TestTeams.Stages;

namespace QLab.TestTeams.Tests;

public sealed class TheTripleDiamond
{
    static readonly Stage[] All = Enum.GetValues<Stage>();

    [Fact]
    public void Begins_by_gathering_and_only_so()
    {
        TripleDiamond.Next(null).ShouldBe(Stage.Gather);
        All.Where(stage => TripleDiamond.Between(null, stage) == Step.Forward).ShouldBe([Stage.Gather]);
        All.Where(stage => TripleDiamond.Between(null, stage) == Step.Skip).ShouldBe([.. All.Skip(1)]);
    }

    [Fact]
    public void Goes_through_its_six_stages_one_at_a_time()
    {
        var path = new List<Stage>();
        for (Stage? at = null; TripleDiamond.Next(at) is { } next; at = next)
        {
            TripleDiamond.Between(at, next).ShouldBe(Step.Forward);
            path.Add(next);
        }
        path.ShouldBe([Stage.Gather, Stage.Diagnose, Stage.Discover, Stage.Define, Stage.Develop, Stage.Deliver]);
    }

    [Fact]
    public void Knows_for_any_two_stages_which_way_it_goes()
    {
        foreach (var from in All)
            foreach (var to in All)
                TripleDiamond.Between(from, to).ShouldBe(
                    (to - from) switch { < 0 => Step.Back, 0 => Step.Stay, 1 => Step.Forward, _ => Step.Skip }, $"{from} to {to}");
    }

    [Theory]
    [InlineData(Stage.Gather, "gather")]
    [InlineData(Stage.Deliver, "deliver")]
    public void Is_named_as_in_the_events(Stage stage, string name) => stage.Name().ShouldBe(name);
}
