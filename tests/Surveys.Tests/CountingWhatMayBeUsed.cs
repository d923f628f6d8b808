using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

/// <summary>
/// A total counts everybody; whatever tells people apart counts those who consent to research, and says how many it leaves out.
/// </summary>
public sealed class CountingWhatMayBeUsed(SurveysApp app)
{
    [Fact]
    public async Task Groups_count_those_who_consent_and_say_how_many_are_left_out()
    {
        var survey = await app.OpenSurveyAsync("identified");
        await AnswerAsync(survey, 10, "lived", consents: true);
        await AnswerAsync(survey, 8, "work", consents: false);
        using var staff = app.Client("surveys:read");

        var total = await staff.ReadAsync(survey, "results");
        total["responses"]!.GetValue<int>().ShouldBe(18, "nobody can be told from a total");
        LeftOut(total).ShouldBe((8, 0, 8));
        foreach (var view in new[] { "results?filter=role%3Dwork", "results?suppress=false&filter=role%3Dwork", "results?from=2018-01-01&filter=role%3Dwork" })
        {
            var group = await staff.ReadAsync(survey, view);
            group["responses"]!.GetValue<int>().ShouldBe(0, view);
            LeftOut(group).ShouldBe((8, 0, 8));
        }
        var cross = await staff.ReadAsync(survey, "crosstab?rows=role&columns=listened&suppress=false");
        Row(cross, "lived").ShouldBe(10);
        Row(cross, "work").ShouldBe(0);
        LeftOut(cross).ShouldBe((8, 0, 8));
        var trend = await staff.ReadAsync(survey, "trend?question=role&suppress=false");
        trend["periods"]!.AsArray().Sum(period => period!["answered"]!.GetValue<int>()).ShouldBe(10);
        LeftOut(trend).ShouldBe((8, 0, 8));
        LeftOut(new JsonObject { ["leftOut"] = await staff.ReadAsync(survey, "left-out") }).ShouldBe((8, 0, 8));
    }

    [Fact]
    public async Task Whoever_consents_is_counted_and_whoever_withdraws_is_no_longer()
    {
        var survey = await app.OpenSurveyAsync("identified");
        var who = (await AnswerAsync(survey, 9, "work", consents: false))[0];
        using var staff = app.Client("surveys:read");
        await using var participants = await app.AnotherServiceAsync();
        (await WorkAsync()).ShouldBe(0);

        var now = DateTimeOffset.UtcNow;
        var project = await ProjectAsync(survey);
        await app.HandledAsync(await participants.PublishAsync(new ConsentGiven(project, who, "research", 1, now)));
        (await WorkAsync()).ShouldBe(1);
        await app.HandledAsync(await participants.PublishAsync(new ConsentWithdrawn(project, who, "research", now.AddSeconds(1))));
        (await WorkAsync()).ShouldBe(0);

        async Task<int> WorkAsync() =>
            (await staff.ReadAsync(survey, "results?suppress=false&filter=role%3Dwork"))["responses"]!.GetValue<int>();
    }

    [Fact]
    public async Task Whatever_is_said_while_people_answer_each_is_counted_as_they_said_last()
    {
        var survey = await app.OpenSurveyAsync("identified");
        var project = await ProjectAsync(survey);
        using var staff = app.Client(SurveysApp.AllScopes);
        await using var participants = await app.AnotherServiceAsync();
        Guid[] people = [.. Enumerable.Range(0, 24).Select(_ => Guid.NewGuid())];
        var start = DateTimeOffset.UtcNow;
        var answering = Task.WhenAll(people.Chunk(8).Select(AnswerAsync));
        var reading = Task.Run(async () =>
        {
            while (!answering.IsCompleted) await WorkAsync();
        });
        var told = new List<Guid>();
        for (var minute = 0; minute < 3; minute++)
            foreach (var (i, person) in people.Index())
                told.Add((i + minute) % 2 == 0
                    ? await participants.PublishAsync(new ConsentGiven(project, person, "research", 1, start.AddMinutes(minute)))
                    : await participants.PublishAsync(new ConsentWithdrawn(project, person, "research", start.AddMinutes(minute))));
        await answering;
        await reading;
        foreach (var message in told) await app.HandledAsync(message);

        (await WorkAsync()).ShouldBe(12, "every other one gave it last");
        (await staff.ReadAsync(survey, "results"))["leftOut"]!["withdrawn"]!.GetValue<int>().ShouldBe(12);

        async Task AnswerAsync(Guid[] some)
        {
            foreach (var person in some)
                await SurveysApp.CreatedAsync(
                    staff, $"surveys/{survey}/responses", new { participantId = person, answers = new { role = "work" } });
        }

        async Task<int> WorkAsync() =>
            (await staff.ReadAsync(survey, "results?suppress=false&filter=role%3Dwork"))["responses"]!.GetValue<int>();
    }

    [Fact]
    public async Task A_few_who_are_left_out_count_in_no_total_because_the_groups_would_show_what_they_said()
    {
        var survey = await app.OpenSurveyAsync("identified");
        await AnswerAsync(survey, 10, "lived", consents: true);
        await AnswerAsync(survey, 2, "work", consents: false);
        using var staff = app.Client("surveys:read");

        var total = await staff.ReadAsync(survey, "results?suppress=false");

        total["responses"]!.GetValue<int>().ShouldBe(10);
        ReadingResults.Count(total, "role", "work").ShouldBe(0);
        total["leftOut"]!["responses"].ShouldBeNull("from 1 to 7 are not told");
        total["leftOut"]!["notGiven"].ShouldBeNull();
        total["leftOut"]!["withdrawn"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Partners_see_nobody_who_does_not_consent_and_their_figures_stand_still_until_eight_have_changed()
    {
        var survey = await app.OpenSurveyAsync("identified");
        var known = await AnswerAsync(survey, 20, "lived", consents: true);
        await AnswerAsync(survey, 9, "work", consents: false);
        using var partner = await app.PartnerOfAsync(survey, "surveys:read");
        await using var participants = await app.AnotherServiceAsync();
        var project = await ProjectAsync(survey);
        (await LivedAsync()).ShouldBe(20);
        (await partner.ReadAsync(survey, "results"))["responses"]!.GetValue<int>().ShouldBe(20);

        await WithdrawAsync(known[..7]);
        (await LivedAsync()).ShouldBe(20, "seven are too few to be seen going");
        (await partner.ReadAsync(survey, "crosstab?rows=role&columns=listened"))["withheld"].ShouldNotBeNull("it was not looked at before");

        await WithdrawAsync(known[7..8]);
        (await LivedAsync()).ShouldBe(12);
        (await partner.ReadAsync(survey, "results"))["responses"]!.GetValue<int>().ShouldBe(12);

        async Task<int> LivedAsync() => (await partner.ReadAsync(survey, "results?filter=role%3Dlived"))["responses"]!.GetValue<int>();

        async Task WithdrawAsync(IEnumerable<Guid> who)
        {
            foreach (var one in who) await app.HandledAsync(
                await participants.PublishAsync(new ConsentWithdrawn(project, one, "research", DateTimeOffset.UtcNow)));
        }
    }

    [Fact]
    public async Task Lists_and_files_say_it_in_a_header()
    {
        var survey = await app.OpenSurveyAsync("identified");
        await AnswerAsync(survey, 9, "work", consents: false);
        await AnswerAsync(survey, 9, "lived", consents: true);
        using var staff = app.Client("surveys:read");

        foreach (var view in new[] { "texts?question=story", "coding/texts", "passages", "project.qdpx", "export.csv", "export.jsonl" })
        {
            using var answer = await staff.GetAsync($"/api/surveys/v1/surveys/{survey}/{view}");
            answer.Headers.GetValues("QLab-Left-Out").Single().ShouldBe("responses=9, notGiven=9", view);
        }
        var export = await SurveyToExport.ExportAsync(staff, survey, "csvWide");
        LeftOut(export.AsObject()).ShouldBe((9, 0, 9));
        (export["rows"]!.GetValue<int>(), export["erasedSince"]!.GetValue<int>()).ShouldBe((9, 0));
    }

    [Fact]
    public async Task What_was_not_ticked_and_what_was_erased_are_told_apart()
    {
        var survey = await SurveyToExport.OpenAsync(app);
        using var respondent = app.Anonymous();
        for (var i = 0; i < 8; i++)
            await Answering.SubmittedAsync(respondent, survey.Id, new { answers = new { choice = "a" }, consents = Array.Empty<string>() });
        var named = await SurveyToExport.OpenAsync(app, "identified");
        var people = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToList();
        foreach (var person in people) await named.SubmitAsync(new() { ["choice"] = "a" }, person);
        var export = await named.ExportAsync("csvWide");
        foreach (var person in people) await app.EraseAsync(person);
        await named.ContentAsync(export);

        (await survey.ExportAsync("csvWide"))["leftOut"]!["notTicked"]!.GetValue<int>().ShouldBe(8);
        var state = await named.StateAsync(export);
        (state["erasedSince"]!.GetValue<int>(), state["withdrawnSince"]!.GetValue<int>(), state["leftOut"]!["erased"]!.GetValue<int>())
            .ShouldBe((8, 0, 8));
    }

    async Task<Guid[]> AnswerAsync(Guid survey, int times, string role, bool consents)
    {
        Guid[] people = [.. Enumerable.Range(0, times).Select(_ => Guid.NewGuid())];
        if (consents) await app.ConsentedAsync(people);
        using var staff = app.Client(SurveysApp.AllScopes);
        foreach (var person in people)
            await SurveysApp.CreatedAsync(staff, $"surveys/{survey}/responses", new
            {
                participantId = person, answers = new { role, listened = "always", story = "Words." },
            });
        return people;
    }

    async Task<Guid> ProjectAsync(Guid survey) => await app.ScalarAsync<Guid>($"SELECT project_id FROM surveys WHERE id = '{survey}'");

    static (int, int, int) LeftOut(JsonNode view) => (
        view["leftOut"]!["responses"]!.GetValue<int>(), view["leftOut"]!["withdrawn"]!.GetValue<int>(),
        view["leftOut"]!["notGiven"]!.GetValue<int>());

    static int Row(JsonNode cross, string value) =>
        cross["rows"]!.AsArray().Single(row => row!["value"]!.GetValue<string>() == value)!["cells"]!.AsArray()
            .Sum(cell => cell!["count"]!.GetValue<int>());
}
