using System.Text.Json.Nodes;
using QLab.Publications.Contracts;
using QLab.Surveys.Contracts;
using QLab.Testing;
using QLab.TestTeams.Contracts;
using QLab.Workshops.Contracts;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class CountingWhatOthersTell(ParticipantsApp app)
{
    static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Every_count_of_the_page_comes_from_their_events()
    {
        var project = await app.ProjectAsync();
        var (survey, team, workshop, publication) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await using var others = await app.AnotherServiceAsync();
        await others.PublishAsync(new SurveyClosed(survey, project, 2, Now));
        await others.PublishAsync(new SurveyOpened(survey, project, 1, "Survey", Now));
        await others.PublishAsync(new SurveyOpened(Guid.NewGuid(), project, 1, "Survey", Now));
        await others.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, null, Now));
        await others.PublishAsync(new WorkshopScheduled(workshop, project, 1, "Workshop", Now, Now));
        await others.PublishAsync(new WorkshopScheduled(Guid.NewGuid(), project, 1, "Workshop", Now, Now));
        await others.PublishAsync(new WorkshopHeld(workshop, project, 2, 30, Now));
        foreach (var kind in new[] { "interview", "webinar" })
            await others.PublishAsync(new WorkshopScheduled(Guid.NewGuid(), project, 1, "No workshop", Now, Now) { Kind = kind });
        await others.PublishAsync(new BookingCancelled(Guid.NewGuid(), workshop, project, Guid.NewGuid(), Now));
        await others.PublishAsync(new PlaceBooked(Guid.NewGuid(), workshop, project, Guid.NewGuid(), Now));
        await others.PublishAsync(new PlaceBooked(Guid.NewGuid(), workshop, project, Guid.NewGuid(), Now));
        await others.PublishAsync(new NoteRecorded(Guid.NewGuid(), workshop, project, null, Now));
        await others.PublishAsync(new WorkshopScheduled(Guid.NewGuid(), project, 1, "Workshop", Now, Now));
        await others.PublishAsync(new WorkshopCancelled(Guid.NewGuid(), project, 2, Now));
        await others.PublishAsync(new NoteRemoved(Guid.NewGuid(), Guid.NewGuid(), project, Now));
        await others.PublishAsync(new NoteRecorded(Guid.NewGuid(), workshop, project, null, Now));
        await others.PublishAsync(new TeamFormed(team, project, "Team", [Guid.NewGuid()], Now));
        await others.PublishAsync(new LearningRecorded(Guid.NewGuid(), team, project, Now));
        await others.PublishAsync(new LearningRemoved(Guid.NewGuid(), team, project, Now));
        await others.PublishAsync(new LearningRecorded(Guid.NewGuid(), team, project, Now));
        await others.PublishAsync(new GrantAwarded(Guid.NewGuid(), team, project, [Guid.NewGuid()], new(2019, 9, 1), Now));
        await others.PublishAsync(new GrantAwarded(Guid.NewGuid(), team, project, [Guid.NewGuid()], new(2019, 10, 1), Now));
        var another = Guid.NewGuid();
        await others.PublishAsync(new GrantWithdrawn(Guid.NewGuid(), another, project, 2, new(2019, 9, 1), Now));
        await others.PublishAsync(new GrantAwarded(Guid.NewGuid(), another, project, [Guid.NewGuid()], new(2019, 9, 1), Now));
        await others.PublishAsync(new ThemeMerged(Guid.NewGuid(), project, Guid.NewGuid(), 2, Now));
        await others.PublishAsync(new ThemeAdded(Guid.NewGuid(), project, "T1", "Theme", Now));
        await others.PublishAsync(new ThemeAdded(Guid.NewGuid(), project, "T2", "Theme", Now));
        await others.PublishAsync(new InsightAgreed(Guid.NewGuid(), project, "problem", [Guid.NewGuid()], Now));
        await others.PublishAsync(new InsightWithdrawn(Guid.NewGuid(), project, Now));
        await others.PublishAsync(new InsightAgreed(Guid.NewGuid(), project, "barrier", [Guid.NewGuid()], Now));
        await others.PublishAsync(new PublicationRetracted(Guid.NewGuid(), project, 1, Now));
        await others.PublishAsync(new PublicationPublished(Guid.NewGuid(), project, 1, "blog", "blog", "Blog", new(2019, 5, 1), Now));
        await others.PublishAsync(new PublicationPublished(publication, project, 1, "essay", "essay", "Essay", new(2019, 5, 1), Now));
        await others.PublishAsync(new PublicationPublished(publication, project, 2, "essay", "essay", "Essay", new(2019, 6, 1), Now));

        var expected = JsonNode.Parse("""
            {"participants":0,"involved":{"people":null,"reason":"answeredAnonymously"},"responses":1,"surveys":2,"surveysClosed":1,"workshops":{"scheduled":2,"held":1},"placesBooked":1,"notes":1,"teams":1,"learnings":1,
             "grants":2,"teamsFunded":1,"themes":1,"insights":1,"publications":1,"partners":0,"suppressed":[]}
            """)!.ToJsonString();
        using var staff = app.Staff();
        await Eventually.Equals(expected, async () => (await ReadAsync(staff, $"projects/{project}"))["counts"]!.ToJsonString());
    }

    [Fact]
    public async Task What_is_delivered_twice_counts_once()
    {
        var project = await app.ProjectAsync();
        await using var surveys = await app.AnotherServiceAsync();
        Guid[] messages = [.. Enumerable.Range(0, 200).Select(_ => Guid.NewGuid())];
        var survey = Guid.NewGuid();

        await Task.WhenAll(messages.Concat(messages).Select(message =>
            surveys.PublishAsync(new ResponseSubmitted(message, survey, project, null, Now), message)));
        await Eventually.Equals(200L, () => CountedAsync(project));

        await surveys.PublishAsync(new ResponseSubmitted(messages[0], survey, project, null, Now), messages[0]);
        await surveys.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), survey, project, null, Now));
        await Eventually.Equals(201L, () => CountedAsync(project));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM inbox WHERE message_id = '{messages[0]}'")).ShouldBe(
            2, "once for each of its two handlers");
        (await CountedAsync(project)).ShouldBe(201);
    }

    [Fact]
    public async Task What_comes_before_the_project_counts_too()
    {
        var project = Guid.NewGuid();
        await using var surveys = await app.AnotherServiceAsync();
        for (var i = 0; i < 8; i++) await surveys.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, null, Now));
        await Eventually.Equals(8L, () => CountedAsync(project));

        using var staff = app.Staff();
        await CreatedAsync(staff, "projects", new
        {
            id = project, slug = "late", title = "Late", question = "Q", startsOn = "2018-05-01", endsOn = "2019-05-01",
        });

        using var anybody = app.Anonymous();
        (await ReadAsync(anybody, "projects/late"))["counts"]!["responses"]!.GetValue<int>().ShouldBe(8);
    }

    [Fact]
    public async Task Each_person_who_took_part_in_anything_counts_once_and_who_answered_anonymously_is_said_to_be_unknown()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var project = await app.ProjectAsync();
        var people = await Task.WhenAll(Enumerable.Range(0, 21).Select(_ => app.PersonAsync()));
        var participants = new List<Guid>();
        foreach (var person in people) participants.Add(await CreatedAsync(staff, $"projects/{project}/participants", Joining(person)));
        await using var others = await app.AnotherServiceAsync();
        foreach (var who in participants.Take(12))
        {
            await others.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, who, Now));
            await others.PublishAsync(new PlaceBooked(Guid.NewGuid(), Guid.NewGuid(), project, who, Now));
        }
        await DoneAsync(staff, $"projects/{project}/participants/{participants[0]}/leave", null);
        var again = await CreatedAsync(staff, $"projects/{project}/participants", Joining(people[0]));
        await others.PublishAsync(new NoteRecorded(Guid.NewGuid(), Guid.NewGuid(), project, again, Now));

        await Eventually.Equals(25L, () => app.ScalarAsync<long>(
            $"SELECT count(*) FROM participation_steps s JOIN participations p ON p.id = s.participation_id WHERE p.project_id = '{project}'"));
        (await InvolvedAsync(staff, project)).ShouldBe("""{"people":12,"reason":null}""");
        (await InvolvedAsync(anybody, project)).ShouldBe("""{"people":12,"reason":null}""");

        await others.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, null, Now));
        await Eventually.Equals("""{"people":12,"reason":"answeredAnonymously"}""", () => InvolvedAsync(staff, project));
    }

    [Fact]
    public async Task The_public_sees_how_many_are_involved_where_nobody_is_left_over()
    {
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        var project = await app.ProjectAsync();
        await using var others = await app.AnotherServiceAsync();
        for (var i = 0; i < 9; i++)
        {
            var who = await CreatedAsync(staff, $"projects/{project}/participants", Joining(await app.PersonAsync()));
            await others.PublishAsync(new PlaceBooked(Guid.NewGuid(), Guid.NewGuid(), project, who, Now));
        }
        await Eventually.Equals("""{"people":9,"reason":null}""", () => InvolvedAsync(anybody, project));
        await CreatedAsync(staff, $"projects/{project}/participants", Joining(await app.PersonAsync()));
        (await InvolvedAsync(anybody, project)).ShouldBe("""{"people":null,"reason":"smallNumber"}""");
    }

    static async Task<string> InvolvedAsync(HttpClient client, Guid project) =>
        (await ReadAsync(client, $"projects/{project}"))["counts"]!["involved"]!.ToJsonString();

    [Fact]
    public async Task The_public_sees_no_count_of_people_from_one_to_seven()
    {
        var project = await app.ProjectAsync();
        using var staff = app.Staff();
        using var anybody = app.Anonymous();
        await CreatedAsync(staff, $"projects/{project}/participants", Joining(await app.PersonAsync()));

        var shown = (await ReadAsync(anybody, $"projects/{project}"))["counts"]!;

        shown["participants"].ShouldBeNull();
        shown["suppressed"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["participants"]);
        shown["responses"]!.GetValue<int>().ShouldBe(0);
        (await ReadAsync(staff, $"projects/{project}"))["counts"]!["participants"]!.GetValue<int>().ShouldBe(1);
    }

    Task<long> CountedAsync(Guid project) =>
        app.ScalarAsync<long>($"SELECT value FROM project_counts WHERE project_id = '{project}' AND what = 'Responses'");
}
