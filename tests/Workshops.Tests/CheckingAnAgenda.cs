using QLab.Workshops.Agenda;
using QLab.Workshops.Methods;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Tests;

public sealed class CheckingAnAgenda
{
    static readonly DateTimeOffset Noon = new(2019, 9, 11, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Finds_nothing_in_the_day_in_London() => Checked(
        Of("Welcome and icebreaker", 20, "Paired icebreaker"), Of("Sharing the learning", 60, "Troika consulting"),
        Rest("Tea", 20), Of("What did we learn?", 60, "Presentations and discussion"), Rest("Air", 10),
        Of("Influencing", 60, "influencing-role-play"), Of("Taking action", 30, "Commitment card")).ShouldBeEmpty();

    [Fact]
    public void Warns_of_sessions_at_one_time_in_one_room_and_not_in_two()
    {
        var (first, second) = (Of("One", 30) with { StartsAt = Noon }, Of("Two", 30) with { StartsAt = Noon.AddMinutes(20) });
        Checked(first, second).ShouldBe([(AgendaConcern.Overlap, 1)]);
        Checked(first, second with { Room = "Attic" }).ShouldBeEmpty();
        Checked(first, second with { StartsAt = Noon.AddMinutes(30) }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(45, 45, 0, false)]
    [InlineData(45, 46, 0, true)]
    [InlineData(45, 46, 9, true)]
    [InlineData(45, 46, 10, false)]
    public void Warns_once_when_people_work_too_long_without_a_rest(int one, int two, int pause, bool warns) =>
        Checked(Of("One", one), Of("Two", two) with { StartsAt = Noon.AddMinutes(one + pause) }, Rest("Tea", 5), Of("Three", 60))
            .Count(warning => warning == (AgendaConcern.LongWithoutBreak, 1)).ShouldBe(warns ? 1 : 0);

    [Theory]
    [InlineData("Troika consulting", 20, 30, "TooShort")]
    [InlineData("Troika consulting", 30, 2, "TooFewPeople")]
    [InlineData("check-in", 30, 40, "TooManyPeople")]
    [InlineData("Interpretive dance", 30, 30, "UnknownMethod")]
    [InlineData("1-2-4-all", 30, 30, "")]
    public void Warns_of_a_method_that_does_not_fit(string method, int minutes, int people, string concern) =>
        string.Join(' ', Checked(people, [Of("Session", minutes, method)]).Select(warning => warning.Concern)).ShouldBe(concern);

    [Fact]
    public void Warns_of_a_method_that_cannot_be_done_online()
    {
        var own = new Method
        {
            Id = Guid.NewGuid(), Key = "clay", AddedAt = Noon,
            Description = new() { Key = "clay", Name = "Clay", Purpose = "Hands", Source = "Us", Steps = [new("Knead", 5)] },
        };
        AgendaChecks.Of(Gathering(WorkshopFormat.Hybrid, [], [Of("Session", 30, "clay")]), 20, _ => MethodView.Of(own))
            .Select(warning => warning.Concern).ShouldBe([AgendaConcern.Form]);
        AgendaChecks.Of(Gathering(WorkshopFormat.InPerson, [], [Of("Session", 30, "clay")]), 20, _ => MethodView.Of(own)).ShouldBeEmpty();
    }

    [Fact]
    public void Tells_what_helps_with_an_access_need_and_warns_where_nothing_is_known()
    {
        var workshop = Gathering(WorkshopFormat.InPerson, [AccessNeed.Noise, AccessNeed.Standing], [Of("Look", 60, "Gallery walk")]);
        AgendaChecks.Of(workshop, 20, Named).ShouldHaveSingleItem().Concern.ShouldBe(AgendaConcern.AccessNeed);
        AgendaChecks.Adaptations(workshop, Named).ShouldHaveSingleItem()
            .ShouldBe(new SessionAdaptation(0, AccessNeed.Standing, "Chairs at each stop."));
    }

    [Fact]
    public void Lets_a_session_follow_all_that_came_before_it() =>
        Timetable.Of([Of("Talk", 30), Of("Here", 60), Of("There", 40) with { StartsAt = Noon.AddMinutes(30) }, Of("End", 10)], Noon)
            .Select(session => (session.StartsAt - Noon).TotalMinutes).ShouldBe([0, 30, 30, 90]);

    static IEnumerable<(AgendaConcern, int)> Checked(params Session[] agenda) =>
        Checked(36, agenda).Select(warning => (warning.Concern, warning.Position));

    static List<AgendaWarning> Checked(int people, Session[] agenda) =>
        AgendaChecks.Of(Gathering(WorkshopFormat.InPerson, [], agenda), people, Named);

    static MethodView? Named(string? name) => name is null ? null : MethodLibrary.BuiltIn.SingleOrDefault(method => method.IsCalled(name));

    static Session Rest(string title, int minutes) => Of(title, minutes) with { Break = true };

    static Session Of(string title, int minutes, string? method = null) => new(title, "To meet", minutes) { Method = method };

    static Workshop Gathering(WorkshopFormat format, AccessNeed[] needs, Session[] agenda) => Workshop.Schedule(
        Guid.NewGuid(), Guid.NewGuid(),
        new()
        {
            Title = "Workshop", Format = format, City = "Leeds", StartsAt = Noon, EndsAt = Noon.AddHours(8), Capacity = 20, Agenda = agenda,
        },
        new FirstArrangements { AccessNeeds = needs }, draft: true);
}
