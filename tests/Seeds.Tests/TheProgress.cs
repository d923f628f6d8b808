using QLab.Seeds.Api;
using QLab.Seeds.Playing;

namespace QLab.Seeds.Tests;

public sealed class TheProgress
{
    [Theory]
    [InlineData(0, "things: 4")]
    [InlineData(1, "things: 4, of which 1 were there already")]
    [InlineData(4, "things: 4, of which 4 were there already")]
    public async Task Tells_what_an_earlier_play_had_sent(int there, string told) =>
        (await Progress.Each("things", [0, 1, 2, 3], (i, _) => Task.FromResult(i < there ? Outcome.There : Outcome.New), default))
            .ShouldBe(told);

    [Fact]
    public void Says_a_step_in_one_line()
    {
        var output = new StringWriter();
        new Progress(output).Say("a-lab", "bookings: 2", "notes: 1");
        output.ToString().ShouldBe($"{"a-lab",-34} bookings: 2; notes: 1{Environment.NewLine}");
    }
}
