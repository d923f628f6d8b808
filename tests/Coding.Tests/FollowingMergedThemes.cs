namespace QLab.Coding.Tests;

public sealed class FollowingMergedThemes
{
    static readonly Guid[] Ids = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];

    static Theme Theme(int at, ThemeState state = ThemeState.Open, int? into = null) => new()
    {
        Id = Ids[at], ProjectId = Guid.Empty, Code = $"T{at}", Label = $"Theme {at}", State = state,
        Into = into is { } other ? [Ids[other]] : [],
    };

    [Fact]
    public void A_chain_leads_to_its_end_and_the_end_stands_for_all_of_it()
    {
        var book = new CodeBook([Theme(0, ThemeState.Merged, 1), Theme(1, ThemeState.Merged, 2), Theme(2), Theme(3)]);
        book.Follow(Ids[0]).ShouldBe(Ids[2]);
        book.Follow(Ids[3]).ShouldBe(Ids[3]);
        book.StandsFor(Ids[2]).ShouldBe([Ids[2], Ids[0], Ids[1]], ignoreOrder: true);
        book.Themes.Select(theme => theme.Code).ShouldBe(["T2", "T3"]);
    }

    [Fact]
    public void A_chain_ends_where_the_news_do()
    {
        var book = new CodeBook([Theme(0, ThemeState.Merged, 1)]);
        book.Follow(Ids[0]).ShouldBe(Ids[1]);
        book.Find(Ids[1]).ShouldBeNull();
    }

    [Fact]
    public void A_circle_which_nobody_should_tell_of_ends_too() =>
        Ids.ShouldContain(new CodeBook([Theme(0, ThemeState.Merged, 1), Theme(1, ThemeState.Merged, 0)]).Follow(Ids[0]));

    [Fact]
    public void A_theme_that_was_split_stands_for_itself() =>
        new CodeBook([Theme(0, ThemeState.Split, 1), Theme(1)]).Follow(Ids[0]).ShouldBe(Ids[0]);
}
