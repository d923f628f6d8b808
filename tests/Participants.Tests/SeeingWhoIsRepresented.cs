using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Participants.Participations.Representation;
using QLab.Participants.Projects.Counts;
using QLab.Surveys.Contracts;
using QLab.Testing;
using QLab.Workshops.Contracts;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class SeeingWhoIsRepresented(ParticipantsApp app)
{
    static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Each_step_shows_its_perspectives_from_the_events_of_others()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var carers = await JoinAsync(staff, project, "carer", 20);
        var lived = await JoinAsync(staff, project, "livedExperience", 20);
        await using var others = await app.AnotherServiceAsync();
        foreach (var participant in carers.Take(10).Concat(lived.Take(10)))
        {
            await others.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, participant, Now));
            await others.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, participant, Now));
        }
        await others.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, null, Now));
        await others.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, Guid.NewGuid(), Now));
        foreach (var participant in carers.Take(9))
            await others.PublishAsync(new PlaceBooked(Guid.NewGuid(), Guid.NewGuid(), project, participant, Now));
        foreach (var participant in lived) await others.PublishAsync(new PostPublished(project, Guid.NewGuid(), participant, 1, Now));
        await others.PublishAsync(new PostPublished(project, Guid.NewGuid(), null, 1, Now));
        foreach (var participant in carers)
            await others.PublishAsync(new NoteRecorded(Guid.NewGuid(), Guid.NewGuid(), project, participant, Now));

        using var anybody = app.Anonymous();
        await Eventually.Equals("joined 40: 20 20 0 | takingPart 40: 20 20 0 | answered 20: 10 10 0 | booked 9: 0 9 0 | noted 20: 0 20 0 | posted 20: 20 0 0",
            async () => Text(await ReadAsync(anybody, $"projects/{project}/representation")));
        (await ReadAsync(anybody, $"projects/{project}/representation"))["steps"]![2]!["perspectives"]![0]!["share"]!.GetValue<double>()
            .ShouldBe(0.5);
    }

    [Fact]
    public async Task A_small_number_is_seen_neither_directly_nor_by_what_is_left_of_a_total()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        await JoinAsync(staff, project, "carer", 2);
        await JoinAsync(staff, project, "livedExperience", 10);

        using var anybody = app.Anonymous();
        var joined = (await ReadAsync(anybody, $"projects/{project}/representation"))["steps"]![0]!;

        var shown = joined["perspectives"]!.AsArray().ToDictionary(p => p!["kind"]!.GetValue<string>(), p => p!["people"]);
        shown["carer"].ShouldBeNull();
        (joined["people"] is null || shown["livedExperience"] is null).ShouldBeTrue(
            "12 - 10 would say how many do not have lived experience: the two carers");
    }

    [Fact]
    public void Who_left_is_not_given_away_by_the_difference_of_two_steps()
    {
        var steps = Funnel.Of([new(true, false, false, Here: true, false, false, false, false, 40), new(true, false, false, Here: false, false, false, false, false, 3)]);
        (steps[0].People is null).ShouldBeTrue("43 joined and 40 take part, which the public page shows");
        steps[1].People.ShouldBe(40);
        (steps[0].Perspectives[0].People is null || steps[1].Perspectives[0].People is null).ShouldBeTrue();
    }

    [Fact]
    public void Who_answered_anonymously_is_unknown_and_not_nobody()
    {
        Alike[] nobody = [new(true, false, false, Here: true, Answered: false, true, true, true, 40)];
        var answered = Funnel.Of(nobody, anonymously: true)[2];
        (answered.People, answered.Reason).ShouldBe((null, NotKnown.AnsweredAnonymously));
        answered.Perspectives.ShouldAllBe(p => p.People == null && p.Share == null);
        (Funnel.Of(nobody)[2].People, Funnel.Of(nobody)[2].Reason).ShouldBe((0, null));

        Alike[] some = [.. nobody, new(true, false, false, Here: true, Answered: true, true, true, true, 30)];
        (Funnel.Of(some, anonymously: true)[2].People, Funnel.Of(some, anonymously: true)[2].Reason).ShouldBe((30, NotKnown.AnsweredAnonymously));
        Funnel.Of(some, anonymously: true).Where(step => step.Step != "answered").ShouldAllBe(step => step.Reason == null);
        Alike[] few = [.. nobody, new(true, false, false, Here: true, Answered: true, true, true, true, 3)];
        (Funnel.Of(few, anonymously: true)[2].People, Funnel.Of(few, anonymously: true)[2].Reason).ShouldBe((null, NotKnown.SmallNumber));
    }

    [Fact]
    public void Large_numbers_are_all_shown() =>
        Funnel.Of([.. from lived in (bool[])[true, false] from carer in (bool[])[true, false] from professional in (bool[])[true, false] from here in (bool[])[true, false]
                      from answered in (bool[])[true, false] select new Alike(lived, carer, professional, here, answered, answered, answered, answered, 10)])
            .ShouldAllBe(step => step.People != null && step.Perspectives.All(p => p.People != null));

    static string Text(JsonNode representation) => string.Join(" | ", representation["steps"]!.AsArray().Select(step =>
        $"{step!["step"]} {Number(step["people"])}: {string.Join(' ', step["perspectives"]!.AsArray().Select(p => Number(p!["people"])))}"));

    static string Number(JsonNode? node) => node?.ToJsonString() ?? "-";

    async Task<Guid[]> JoinAsync(HttpClient staff, Guid project, string kind, int count)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
            ids[i] = await CreatedAsync(staff, $"projects/{project}/participants", new
            {
                personId = await app.PersonAsync(), perspectives = new[] { new { kind } },
            });
        return ids;
    }
}
