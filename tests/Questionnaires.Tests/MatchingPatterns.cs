using System.Text.RegularExpressions;
using QLab.Questionnaires.Answering;

namespace QLab.Questionnaires.Tests;

/// <summary>Patterns are written by staff and answers by anybody: all of a request together take a bounded time.</summary>
public sealed class MatchingPatterns
{
    static readonly Regex A = new("a", RegexOptions.NonBacktracking);

    [Fact]
    public void Once_the_time_of_a_request_is_spent_nothing_is_held_against_a_pattern_any_more()
    {
        var time = new MatchingTime(TimeSpan.Zero);
        time.Fits("a", A).ShouldBeTrue("nothing is spent yet");
        time.Fits("a", A).ShouldBeFalse();
        new MatchingTime().Fits("a", A).ShouldBeTrue();
    }

    [Fact]
    public void One_that_takes_too_long_by_itself_does_not_fit()
    {
        var slow = new Regex("^(a|b|ab)*c$", RegexOptions.NonBacktracking, TimeSpan.FromTicks(1));
        new MatchingTime().Fits(string.Concat(Enumerable.Repeat("ab", 1_000_000)) + "c", slow).ShouldBeFalse();
    }
}
