using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Surveys.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class ImportingResponses(SurveysApp app)
{
    const string Header = "submittedAt,language,role,topics.pain,topics.mood,listened,years,story\n";

    [Fact]
    public async Task Makes_a_response_of_every_line_and_announces_each()
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        await using var another = await app.AnotherServiceAsync();
        var (announced, given) = (await another.ListenAsync<ResponseSubmitted>(), await another.ListenAsync<ContributionGiven>());

        var import = await survey.ImportAsync(
            Header + "2018-09-03,en,lived,1,0,always,4,\"Said, \"\"so\"\"\r\nand more\"\n2018-09-04T23:30:00Z,,work,0,,,,\n");

        import["lines"]!.GetValue<int>().ShouldBe(2);
        import["imported"]!.GetValue<int>().ShouldBe(2);
        (await app.ScalarAsync<string>($"SELECT answers::text FROM responses WHERE survey_id = '{survey.Id}' AND answers ->> 'role' = 'lived'"))
            .ShouldBe("""{"role": "lived", "story": "Said, \"so\"\r\nand more", "years": 4, "topics": ["pain"], "listened": "always"}""");
        (await app.ScalarAsync<string>($"SELECT answers::text || submitted_at::text || language FROM responses WHERE survey_id = '{survey.Id}' AND answers ->> 'role' = 'work'"))
            .ShouldBe("""{"role": "work"}2018-09-04 00:00:00+00en""");
        await Eventually.Equals(2, () => Task.FromResult(announced.Count(e => e.SurveyId == survey.Id)));
        await Eventually.Equals(
            2, () => Task.FromResult(given.Count(e => e.OriginId == survey.Id && e.ParticipantId == null && e.Version == 1)));
        (await app.ScalarAsync<long>("SELECT count(*) FROM import_lines")).ShouldBe(0);
    }

    [Fact]
    public async Task Into_an_identified_survey_takes_one_for_each_participant_it_knows()
    {
        var survey = await InvitedSurvey.OpenAsync(app, "identified", "open");
        var ids = await survey.JoinedAsync(3);
        await survey.ImportAsync($"participantId,role\n{ids[0]},lived\n");

        var (_, body) = await survey.SendCsvAsync("imports", $"participantId,role\n{ids[0]},lived\n{ids[1]},lived\n{ids[1]},lived\n{Guid.NewGuid()},lived\n,lived\n{ids[2]},lived\n");

        var import = JsonNode.Parse(body)!;
        import["faults"]!.AsArray().Select(fault => $"{fault!["line"]}: {fault["fault"]}").ShouldBe(
        [
            "2: This participant has answered this survey already.", "4: Line 3 is this participant's already.", "5: The project has no such participant.",
            "6: Say here whose response it is, by the participantId.",
        ]);
        (await survey.ImportAsync($"participantId,role\n{ids[1]},lived\n{ids[2]},work\n"))["imported"]!.GetValue<int>().ShouldBe(2);
        (await app.ScalarAsync<string>($"SELECT perspectives::text FROM responses WHERE participant_id = '{ids[2]}'")).ShouldBe("{livedExperience}");
    }

    [Fact]
    public async Task Counts_in_quotas_and_is_refused_whole_where_one_is_too_small()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        var questionnaire = await SurveysApp.CreatedAsync(
            staff, "questionnaires", new { projectId = project, key = "quota", title = "Quota", questions = SurveysApp.Questions });
        var survey = new InvitedSurvey(app, await SurveysApp.CreatedAsync(staff, "surveys", new
        {
            questionnaireId = questionnaire, title = "Quota", mode = "anonymous",
            quotas = new[] { new { name = "lived", limit = 2, when = new { question = "role", @operator = "is", value = "lived" } } },
        }), project);
        const string tooMany = "role\nlived\nlived\nlived\nwork\n";
        var told = await survey.CheckAsync(tooMany);
        var refused = await survey.SettledAsync(await survey.SendCsvAsync("imports", tooMany), "refused");
        Importing.Faults(refused).ShouldBe(["0 : The quota 'lived' has room for 2 more responses, and the file holds 3."]);
        Importing.Faults(told).ShouldBe(Importing.Faults(refused), "a dry run says what the real one would");
        told["refused"]!.GetValue<int>().ShouldBe(refused["refused"]!.GetValue<int>());
        (await survey.CountAsync()).ShouldBe(0);

        (await survey.ImportAsync("role\nlived\nlived\nwork\n"))["imported"]!.GetValue<int>().ShouldBe(3);
        (await app.ScalarAsync<int>($"SELECT taken FROM quotas WHERE survey_id = '{survey.Id}'")).ShouldBe(2);
    }

    [Fact]
    public async Task Reads_what_spreadsheets_were_kept_from_running_and_refuses_bytes_that_are_no_text()
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        await survey.ImportAsync("role;story\nlived;'=1+1\n");
        (await app.ScalarAsync<string>($"SELECT answers ->> 'story' FROM responses WHERE survey_id = '{survey.Id}'")).ShouldBe("=1+1");
        var (_, body) = await survey.SendCsvAsync("imports", "role,story\nlived,a\0b\n");
        JsonNode.Parse(body)!["faults"]!.AsArray().ShouldHaveSingleItem()!["column"]!.GetValue<string>().ShouldBe("story");
    }
}
