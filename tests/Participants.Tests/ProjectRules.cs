using QLab.Participants.Projects;
using QLab.Participants.Projects.Counts;

namespace QLab.Participants.Tests;

public sealed class ProjectRules
{
    static readonly DateTimeOffset FirstDay = new(2018, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_project_is_planned_until_its_first_day_or_its_first_phase()
    {
        var project = Project();
        project.Status(FirstDay.AddTicks(-1)).ShouldBe(ProjectStatus.Planned);
        project.Status(FirstDay).ShouldBe(ProjectStatus.Open);
        project.Enter("research", FirstDay.AddDays(-3));
        project.Status(FirstDay.AddDays(-2)).ShouldBe(ProjectStatus.Open);
        project.Close(FirstDay);
        project.Status(FirstDay).ShouldBe(ProjectStatus.Closed);
    }

    [Fact]
    public void A_phase_that_is_entered_again_carries_the_later_time()
    {
        var project = Project();
        project.Enter("research", FirstDay);
        project.Enter("testing", FirstDay.AddDays(1));
        project.Enter("research", FirstDay.AddDays(2));
        project.CurrentPhase.ShouldBe("research");
        project.Version.ShouldBe(4);
        project.Phases[0].EnteredAt.ShouldBe(FirstDay.AddDays(2));
    }

    [Fact]
    public void A_new_plan_keeps_when_phases_were_entered()
    {
        var project = Project();
        project.Enter("research", FirstDay);
        project.Replan([new("sharing", new(2019, 1, 1), new(2019, 2, 1)), new("research", new(2018, 9, 2), new(2018, 10, 1))]);
        project.Phases.Select(phase => phase.EnteredAt).ShouldBe([null, FirstDay]);
    }

    [Theory]
    [InlineData(0, 0L)]
    [InlineData(1, null)]
    [InlineData(7, null)]
    [InlineData(8, 8L)]
    public void Only_counts_of_people_from_one_to_seven_are_withheld(int count, long? shown)
    {
        var counts = new ProjectCounts(count, new(count, null), count, count, count, new(count, count), count, count, count, count, count, count, count, count, count, count, []).ForThePublic();
        (counts.Participants, counts.Responses, counts.PlacesBooked).ShouldBe((shown, shown, shown));
        (counts.Surveys, counts.Teams, counts.Publications).ShouldBe((count, count, count));
        counts.Suppressed.ShouldBe(shown is null ? ["participants", "responses", "placesBooked"] : []);
    }

    static Project Project() => new()
    {
        Id = Guid.NewGuid(), Slug = "p", Title = "T", Question = "Q", Aims = [], StartsOn = new(2018, 9, 1), EndsOn = new(2019, 9, 1),
        Phases = [new("research", new(2018, 9, 1), new(2018, 10, 1)), new("testing", new(2018, 10, 1), new(2019, 1, 1))],
        Simulated = false, OpenedAt = FirstDay.AddDays(-9),
    };
}
