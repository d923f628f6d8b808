using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Surveys.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class ImportingResponses(SurveysApp app) : IClassFixture<SurveysApp>
{
    const string Header = "submittedAt,language,role,topics.pain,topics.mood,listened,years,story\n";

    [Fact]
    public async Task Makes_a_response_of_every_line_and_announces_each()
    {
        var survey = await OpenAsync();
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<ResponseSubmitted>();

        var import = await ImportAsync(survey, Header + "2018-09-03,en,lived,1,0,always,4,\"Said, \"\"so\"\"\r\nand more\"\n2018-09-04T23:30:00Z,,work,0,,,,\n");

        import["lines"]!.GetValue<int>().ShouldBe(2);
        import["imported"]!.GetValue<int>().ShouldBe(2);
        (await app.ScalarAsync<string>($"SELECT answers::text FROM responses WHERE survey_id = '{survey.Id}' AND answers ->> 'role' = 'lived'"))
            .ShouldBe("""{"role": "lived", "story": "Said, \"so\"\r\nand more", "years": 4, "topics": ["pain"], "listened": "always"}""");
        (await app.ScalarAsync<string>($"SELECT answers::text || submitted_at::text || language FROM responses WHERE survey_id = '{survey.Id}' AND answers ->> 'role' = 'work'"))
            .ShouldBe("""{"role": "work"}2018-09-04 00:00:00+00en""");
        await Eventually.Equals(2, () => Task.FromResult(announced.Count(e => e.SurveyId == survey.Id)));
        (await app.ScalarAsync<long>("SELECT count(*) FROM import_lines")).ShouldBe(0);
    }

    [Fact]
    public async Task Names_what_is_wrong_with_every_line_and_takes_none()
    {
        var survey = await OpenAsync();
        var (status, body) = await survey.SendCsvAsync("imports", Header
            + "2018-09-03,en,lived,1,0,always,4,fine\n"
            + "yesterday,xx,elsewhere,maybe,0,always,4,\n"
            + "2018-09-03,en,lived,1,0,always,400,\n"
            + "2018-09-03,en\n"
            + "2099-01-01,en,,,,,,\n");
        status.ShouldBe(HttpStatusCode.Accepted, body);
        var import = JsonNode.Parse(body)!;

        import["state"]!.GetValue<string>().ShouldBe("refused");
        (import["lines"]!.GetValue<int>(), import["refused"]!.GetValue<int>()).ShouldBe((5, 4));
        import["faults"]!.AsArray().Select(fault => $"{fault!["line"]} {fault["column"]}").ShouldBe(
            ["3 topics.pain", "3 language", "3 submittedAt", "4 years", "5 ", "6 role", "6 submittedAt"], ignoreOrder: true);
        import["faults"]!.ToJsonString().ShouldNotContain("elsewhere");
        (await CountAsync(survey)).ShouldBe(0);
        (await app.ScalarAsync<long>("SELECT count(*) FROM import_lines")).ShouldBe(0);
    }

    [Fact]
    public async Task Counts_every_fault_and_shows_the_first_thousand()
    {
        var survey = await OpenAsync();
        var (_, body) = await survey.SendCsvAsync("imports", "role\n" + string.Concat(Enumerable.Repeat("nobody\n", 2_500)));
        JsonNode.Parse(body)!["refused"]!.GetValue<int>().ShouldBe(2_500);
        JsonNode.Parse(body)!["faults"]!.AsArray().Count.ShouldBe(1_000);
    }

    [Fact]
    public async Task As_a_dry_run_only_tells()
    {
        var survey = await OpenAsync();
        var (_, body) = await survey.SendCsvAsync("imports?dryRun=true", "role\nlived\nnobody\n");
        var import = JsonNode.Parse(body)!;
        import["state"]!.GetValue<string>().ShouldBe("checked");
        import["refused"]!.GetValue<int>().ShouldBe(1);
        (await survey.ReadAsync("imports")).AsArray().ShouldHaveSingleItem()!["dryRun"]!.GetValue<bool>().ShouldBeTrue();
        (await CountAsync(survey)).ShouldBe(0);
    }

    [Theory]
    [InlineData("role,weather\nlived,rain", "/weather")]
    [InlineData("role,Role\nlived,lived", "twice")]
    [InlineData("submittedAt\n2018-01-01", "No column is about a question")]
    [InlineData("role\n", "no lines")]
    [InlineData("", "")]
    public async Task Of_a_file_that_is_none_is_refused(string csv, string because)
    {
        var survey = await OpenAsync();
        var (status, body) = await survey.SendCsvAsync("imports", csv);
        status.ShouldBe(HttpStatusCode.BadRequest, body);
        body.ShouldContain(because);
        (await survey.ReadAsync("imports")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Sent_again_under_its_id_is_one_import_and_another_file_is_refused()
    {
        var (survey, id) = (await OpenAsync(), Guid.NewGuid());
        await ImportAsync(survey, "role\nlived\n", $"?importId={id}");
        (await ImportAsync(survey, "role\nlived\n", $"?importId={id}"))["id"]!.GetValue<Guid>().ShouldBe(id);
        (await CountAsync(survey)).ShouldBe(1);

        var (status, body) = await survey.SendCsvAsync($"imports?importId={id}", "role\nwork\n");
        status.ShouldBe(HttpStatusCode.UnprocessableEntity, body);
        (await CountAsync(survey)).ShouldBe(1);
    }

    [Fact]
    public async Task Cut_off_on_its_way_leaves_nothing_and_is_taken_up_again_under_its_id()
    {
        var (survey, id) = (await OpenAsync(), Guid.NewGuid());
        // A client of its own: the factory's reads the whole of a file before it sends any of it.
        using (var staff = app.Client(SurveysApp.AllScopes))
        using (var plain = new HttpClient { BaseAddress = staff.BaseAddress, DefaultRequestHeaders = { Authorization = staff.DefaultRequestHeaders.Authorization } })
        using (var cut = new CancellationTokenSource())
        using (var request = new HttpRequestMessage(HttpMethod.Post, $"/api/surveys/v1/surveys/{survey.Id}/imports?importId={id}") { Content = new Endless() })
        {
            var sending = plain.SendAsync(request, cut.Token);
            await Eventually.Succeeds(async () => (await app.ScalarAsync<int>($"SELECT lines FROM imports WHERE id = '{id}'")).ShouldBeGreaterThan(0));
            var (status, body) = await survey.SendCsvAsync($"imports?importId={id}", "role\nlived\n");
            status.ShouldBe(HttpStatusCode.Conflict, body);
            await cut.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(sending);
        }
        (await CountAsync(survey)).ShouldBe(0);
        await Eventually.Succeeds(async () => (await ImportAsync(survey, "role\nlived\n", $"?importId={id}"))["imported"]!.GetValue<int>().ShouldBe(1));
        (await app.ScalarAsync<long>("SELECT count(*) FROM import_lines")).ShouldBe(0);
    }

    [Fact]
    public async Task Killed_while_its_lines_become_responses_is_done_again_once()
    {
        var survey = await OpenAsync();
        await using var replica = app.Replica();
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<ResponseSubmitted>();
        string body;
        await using (var inTheWay = await app.Database.OpenConnectionAsync())
        await using (var transaction = await inTheWay.BeginTransactionAsync())
        {
            await using (var take = new Npgsql.NpgsqlCommand("LOCK TABLE responses IN SHARE MODE", inTheWay)) await take.ExecuteNonQueryAsync();
            (_, body) = await survey.SendCsvAsync("imports", "role\nlived\nwork\n");
            // By then the events are stored and the places in quotas taken, in the transaction that now waits to insert.
            for (var killed = 0; killed < 2; killed++)
                await Eventually.Succeeds(async () => (await app.ScalarAsync<long>(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE relation = 'responses'::regclass AND NOT granted")).ShouldBe(1));
        }

        var import = await SettledAsync(JsonNode.Parse(body)!["id"]!.GetValue<Guid>());

        import["imported"]!.GetValue<int>().ShouldBe(2);
        (await CountAsync(survey)).ShouldBe(2);
        await Eventually.Equals(2, () => Task.FromResult(announced.Count(e => e.SurveyId == survey.Id)));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        announced.Count(e => e.SurveyId == survey.Id).ShouldBe(2);
    }

    [Fact]
    public async Task Into_an_identified_survey_takes_one_for_each_participant_it_knows()
    {
        var survey = await InvitedSurvey.OpenAsync(app, "identified", "open");
        var ids = await survey.JoinedAsync(3);
        await ImportAsync(survey, $"participantId,role\n{ids[0]},lived\n");

        var (_, body) = await survey.SendCsvAsync("imports", $"participantId,role\n{ids[0]},lived\n{ids[1]},lived\n{ids[1]},lived\n{Guid.NewGuid()},lived\n,lived\n{ids[2]},lived\n");

        var import = JsonNode.Parse(body)!;
        import["faults"]!.AsArray().Select(fault => $"{fault!["line"]}: {fault["fault"]}").ShouldBe(
        [
            "2: This participant has answered this survey already.", "4: Line 3 is this participant's already.", "5: The project has no such participant.",
            "6: Say here whose response it is, by the participantId.",
        ]);
        (await ImportAsync(survey, $"participantId,role\n{ids[1]},lived\n{ids[2]},work\n"))["imported"]!.GetValue<int>().ShouldBe(2);
        (await app.ScalarAsync<string>($"SELECT perspectives::text FROM responses WHERE participant_id = '{ids[2]}'")).ShouldBe("{livedExperience}");
    }

    [Fact]
    public async Task Counts_in_quotas_and_is_refused_whole_where_one_is_too_small()
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        var questionnaire = await SurveysApp.CreatedAsync(staff, "questionnaires", new { projectId = project, key = "quota", title = "Quota", questions = SurveysApp.Questions });
        var survey = new InvitedSurvey(app, await SurveysApp.CreatedAsync(staff, "surveys", new
        {
            questionnaireId = questionnaire, title = "Quota", mode = "anonymous", quotas = new[] { new { name = "lived", limit = 2, when = new { question = "role", @operator = "is", value = "lived" } } },
        }), project);
        var (_, body) = await survey.SendCsvAsync("imports", "role\nlived\nlived\nlived\nwork\n");
        var refused = await SettledAsync(JsonNode.Parse(body)!["id"]!.GetValue<Guid>());
        refused["faults"]!.ToJsonString().ShouldContain("has room for 2 more responses, and the file holds 3");
        (await CountAsync(survey)).ShouldBe(0);

        (await ImportAsync(survey, "role\nlived\nlived\nwork\n"))["imported"]!.GetValue<int>().ShouldBe(3);
        (await app.ScalarAsync<int>($"SELECT taken FROM quotas WHERE survey_id = '{survey.Id}'")).ShouldBe(2);
    }

    [Fact]
    public async Task Reads_what_spreadsheets_were_kept_from_running_and_refuses_bytes_that_are_no_text()
    {
        var survey = await OpenAsync();
        await ImportAsync(survey, "role;story\nlived;'=1+1\n");
        (await app.ScalarAsync<string>($"SELECT answers ->> 'story' FROM responses WHERE survey_id = '{survey.Id}'")).ShouldBe("=1+1");
        var (_, body) = await survey.SendCsvAsync("imports", "role,story\nlived,a\0b\n");
        JsonNode.Parse(body)!["faults"]!.AsArray().ShouldHaveSingleItem()!["column"]!.GetValue<string>().ShouldBe("story");
    }

    Task<InvitedSurvey> OpenAsync() => InvitedSurvey.OpenAsync(app, access: "open");

    async Task<JsonNode> ImportAsync(InvitedSurvey survey, string csv, string query = "")
    {
        var (status, body) = await survey.SendCsvAsync($"imports{query}", csv);
        status.ShouldBe(HttpStatusCode.Accepted, body);
        var import = await SettledAsync(JsonNode.Parse(body)!["id"]!.GetValue<Guid>());
        import["state"]!.GetValue<string>().ShouldBe("imported", import.ToJsonString());
        return import;
    }

    async Task<JsonNode> SettledAsync(Guid id)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        JsonNode import = null!;
        await Eventually.Succeeds(async () =>
        {
            import = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/imports/{id}"))!;
            import["finishedAt"].ShouldNotBeNull();
        });
        return import;
    }

    Task<long> CountAsync(InvitedSurvey survey) => app.ScalarAsync<long>($"SELECT count(*) FROM responses WHERE survey_id = '{survey.Id}'");

    /// <summary>A file that goes on until nobody listens.</summary>
    sealed class Endless : HttpContent
    {
        public Endless() => Headers.ContentType = new("text/csv");

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync("role,story\n"u8.ToArray(), cancellationToken);
            // Long lines: what a server has taken in before it notices is then not many of them.
            var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"lived,{new string('x', 2_000)}\n", 10)));
            for (var i = 0; i < 100_000 && !cancellationToken.IsCancellationRequested; i++)
            {
                await stream.WriteAsync(lines, cancellationToken);
                await Task.Yield();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
