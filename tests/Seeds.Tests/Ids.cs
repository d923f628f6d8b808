using QLab.Seeds.Drawing;
using QLab.Seeds.Facts;

namespace QLab.Seeds.Tests;

public sealed class Ids
{
    static readonly DateOnly Day = new(2018, 9, 1);
    static readonly IReadOnlyList<LabDraw> Draws = LabDraw.All(AllFacts.Read());

    /// <summary>Platforms that have played the seeds hold these ids: were they to change, a second play would double everything.</summary>
    [Fact]
    public void Stay_what_they_were()
    {
        Draws[0].ProjectId.ShouldBe(Guid.Parse("015b26cf-bc00-8000-90c0-6f84316a2743"));
        Draws[1].ProjectId.ShouldBe(Guid.Parse("0165926d-e400-8000-8cb4-0539d1711597"));
        Draws[1].People[^1].ParticipantId.ShouldBe(Guid.Parse("0165926d-e400-8077-bdf6-70e1fcf906ae"));
        Draws[1].Gatherings[1].Bookings[0].Id.ShouldBe(Guid.Parse("0168e94d-8c00-8000-b64b-893e65af8ede"));
    }

    [Fact]
    public void Are_uuids_of_version_8()
    {
        var id = SeedId.Of(Day, 5, "anything");
        id.Version.ShouldBe(8);
        (id.Variant & 0xC).ShouldBe(0x8);
    }

    [Fact]
    public void Differ_by_name_alone() => SeedId.Of(Day, 0, "one").ShouldNotBe(SeedId.Of(Day, 0, "another"));

    [Fact]
    public void Sort_by_day_then_by_place_in_the_list_and_before_ids_of_today()
    {
        string[] ids =
        [
            SeedId.Of(Day, 0, "z").ToString(), SeedId.Of(Day, 1, "a").ToString(), SeedId.Of(Day, 17, "b").ToString(),
            SeedId.Of(Day.AddDays(1), 0, "c").ToString(), Guid.CreateVersion7().ToString(),
        ];
        ids.Order(StringComparer.Ordinal).ShouldBe(ids);
    }

    [Fact]
    public void Are_never_used_twice()
    {
        var ids = Draws.SelectMany(draw => draw.People.SelectMany(person => new[] { person.PersonId, person.ParticipantId })
            .Concat(draw.Gatherings.Select(gathering => gathering.Id))
            .Concat(draw.Gatherings.SelectMany(gathering => gathering.Bookings.Select(booking => booking.Id)))
            .Concat(draw.Gatherings.SelectMany(gathering => gathering.Notes.Select(note => note.Id)))
            .Concat(draw.Interviews.SelectMany(interview => interview.Passages.Select(passage => passage.Id).Append(interview.Id)))
            .Append(draw.ProjectId)).ToList();
        ids.ShouldBeUnique();
        Draws.SelectMany(draw => draw.Responses).Select(response => response.Key).ShouldBeUnique();
    }
}
