using QLab.Workshops.Agenda;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Tests;

public sealed class AnAgenda
{
    static readonly DateTimeOffset Noon = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(240, 240, true)]
    [InlineData(240, 241, false)]
    [InlineData(60, 0, true)]
    [InlineData(1, 1440, false)]
    public void Fits_into_the_time_that_the_workshop_has(int span, int minutes, bool fits) =>
        Details(span, minutes == 0 ? [] : [minutes]).Faults().ContainsKey("/agenda").ShouldBe(!fits);

    [Fact]
    public void Is_measured_as_a_whole() =>
        Details(60, [30, 30, 1]).Faults().ShouldHaveSingleItem().Value.Single().ShouldBe("The sessions take 61 minutes, the workshop 60.");

    [Fact]
    public void Has_takeaways_with_words_in_them()
    {
        var details = Details(60, [10, 20]) with { Agenda = [Of(10), Of(20) with { Takeaways = ["Even small changes matter.", " ", new('x', 1001)] }] };
        details.Faults().Keys.ShouldBe(["/agenda/1/takeaways/1", "/agenda/1/takeaways/2"]);
    }

    [Fact]
    public void Is_not_measured_against_a_workshop_that_ends_before_it_starts() =>
        Details(-60, [30]).Faults().Keys.ShouldBe(["/endsAt"]);

    [Theory]
    [InlineData("InPerson", "Leeds", "Town hall", "")]
    [InlineData("InPerson", null, null, "/city")]
    [InlineData("Hybrid", null, "Town hall", "/city")]
    [InlineData("Hybrid", "Leeds", null, "")]
    [InlineData("Online", null, null, "")]
    [InlineData("Online", "Leeds", "Town hall", "/city /venue")]
    public void Is_for_a_workshop_whose_format_and_place_agree(string format, string? city, string? venue, string faults) =>
        string.Join(' ', (Details(60, []) with { Format = Enum.Parse<WorkshopFormat>(format), City = city, Venue = venue }).Faults().Keys)
            .ShouldBe(faults);

    [Fact]
    public void Reports_every_fault_at_once() =>
        (Details(-1, []) with { City = null, Agenda = [Of(5) with { Takeaways = [""] }] }).Faults().Keys
            .ShouldBe(["/city", "/endsAt", "/agenda/0/takeaways/0"], ignoreOrder: true);

    static WorkshopDetails Details(int span, int[] minutes) => new()
    {
        Title = "Workshop", Format = WorkshopFormat.InPerson, City = "Leeds", StartsAt = Noon, EndsAt = Noon.AddMinutes(span),
        Capacity = 20, Agenda = [.. minutes.Select(Of)],
    };

    static Session Of(int minutes) => new("Session", "To meet", minutes);
}
