using QLab.Seeds.Drawing;

namespace QLab.Seeds.Tests;

public sealed class Chances
{
    /// <summary>The same numbers on every machine and every version of .NET, or the same ids would come with other people.</summary>
    [Fact]
    public void Fall_the_same_way_for_a_name()
    {
        var chance = new Chance("a name");
        Enumerable.Range(0, 6).Select(_ => chance.Below(1000)).ShouldBe([997, 827, 113, 581, 850, 383]);
    }

    [Fact]
    public void Fall_differently_for_another_name()
    {
        var (one, another) = (new Chance("one"), new Chance("another"));
        Enumerable.Range(0, 6).Select(_ => one.Below(1000)).ShouldNotBe(Enumerable.Range(0, 6).Select(_ => another.Below(1000)));
    }

    [Fact]
    public void Stay_below_their_limit_and_reach_all_of_it()
    {
        var chance = new Chance("limits");
        Enumerable.Range(0, 500).Select(_ => chance.Below(7)).Distinct().Order().ShouldBe([0, 1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void Sample_different_ones()
    {
        var sample = new Chance("sample").Sample([.. Enumerable.Range(0, 50)], 50);
        sample.Order().ShouldBe(Enumerable.Range(0, 50));
        sample.ShouldNotBe(Enumerable.Range(0, 50));
    }
}
