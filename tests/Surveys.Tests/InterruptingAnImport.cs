using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Surveys.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class InterruptingAnImport(SurveysApp app) : IClassFixture<SurveysApp>
{
    [Fact]
    public async Task Sent_again_under_its_id_is_one_import_and_another_file_is_refused()
    {
        var (survey, id) = (await InvitedSurvey.OpenAsync(app, access: "open"), Guid.NewGuid());
        await survey.ImportAsync("role\nlived\n", $"?importId={id}");
        (await survey.ImportAsync("role\nlived\n", $"?importId={id}"))["id"]!.GetValue<Guid>().ShouldBe(id);
        (await survey.CountAsync()).ShouldBe(1);

        var (status, body) = await survey.SendCsvAsync($"imports?importId={id}", "role\nwork\n");
        status.ShouldBe(HttpStatusCode.UnprocessableEntity, body);
        (await survey.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Cut_off_on_its_way_leaves_nothing_and_is_taken_up_again_under_its_id()
    {
        var (survey, id) = (await InvitedSurvey.OpenAsync(app, access: "open"), Guid.NewGuid());
        // A client of its own: the factory's reads the whole of a file before it sends any of it.
        using (var staff = app.Client(SurveysApp.AllScopes))
        using (var plain = new HttpClient
        {
            BaseAddress = staff.BaseAddress, DefaultRequestHeaders = { Authorization = staff.DefaultRequestHeaders.Authorization },
        })
        using (var cut = new CancellationTokenSource())
        using (var request = new HttpRequestMessage(HttpMethod.Post, $"/api/surveys/v1/surveys/{survey.Id}/imports?importId={id}") { Content = new Endless() })
        {
            var sending = plain.SendAsync(request, cut.Token);
            await Eventually.Succeeds(
                async () => (await app.ScalarAsync<int>($"SELECT lines FROM imports WHERE id = '{id}'")).ShouldBeGreaterThan(0));
            var (status, body) = await survey.SendCsvAsync($"imports?importId={id}", "role\nlived\n");
            status.ShouldBe(HttpStatusCode.Conflict, body);
            await cut.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(sending);
            await Eventually.Equals("interrupted", () => StateAsync(staff, id));
        }
        (await survey.CountAsync()).ShouldBe(0);
        await Eventually.Succeeds(
            async () => (await survey.ImportAsync("role\nlived\n", $"?importId={id}"))["imported"]!.GetValue<int>().ShouldBe(1));
        (await app.ScalarAsync<long>("SELECT count(*) FROM import_lines")).ShouldBe(0);
    }

    [Fact]
    public async Task Left_by_a_service_that_was_killed_is_told_and_taken_up_again_under_its_id()
    {
        var (survey, id) = (await InvitedSurvey.OpenAsync(app, access: "open"), Guid.NewGuid());
        await app.ScalarAsync<object>($"""
            INSERT INTO imports (id, survey_id, dry_run, state, lines, refused, imported, faults, received_at, consents)
            VALUES ('{id}', '{survey.Id}', false, 'Receiving', 4000, 0, 0, '[]', now(), ARRAY[]::text[])
            """);
        using var staff = app.Client(SurveysApp.AllScopes);
        await Eventually.Equals("interrupted", () => StateAsync(staff, id));

        var import = await survey.ImportAsync("role\nlived\n", $"?importId={id}");

        import["lines"]!.GetValue<int>().ShouldBe(1);
        (await survey.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Killed_while_its_lines_become_responses_is_done_again_once()
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        await using var replica = app.Replica();
        await using var another = await app.AnotherServiceAsync();
        var announced = await another.ListenAsync<ResponseSubmitted>();
        (HttpStatusCode, string) taken;
        await using (var inTheWay = await app.Database.OpenConnectionAsync())
        await using (var transaction = await inTheWay.BeginTransactionAsync())
        {
            await using (var take = new Npgsql.NpgsqlCommand("LOCK TABLE responses IN SHARE MODE", inTheWay))
                await take.ExecuteNonQueryAsync();
            taken = await survey.SendCsvAsync("imports", "role\nlived\nwork\n");
            // By then the events are stored and the places in quotas taken, in the transaction that now waits to insert.
            for (var killed = 0; killed < 2; killed++)
                await Eventually.Succeeds(async () => (await app.ScalarAsync<long>(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE relation = 'responses'::regclass AND NOT granted")).ShouldBe(1));
        }

        var import = await survey.SettledAsync(taken, "imported");

        import["imported"]!.GetValue<int>().ShouldBe(2);
        (await survey.CountAsync()).ShouldBe(2);
        await Eventually.Equals(2, () => Task.FromResult(announced.Count(e => e.SurveyId == survey.Id)));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        announced.Count(e => e.SurveyId == survey.Id).ShouldBe(2);
    }

    static async Task<string> StateAsync(HttpClient staff, Guid import) =>
        JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/imports/{import}"))!["state"]!.GetValue<string>();

    /// <summary>A file that goes on until nobody listens.</summary>
    sealed class Endless : HttpContent
    {
        public Endless() => Headers.ContentType = new("text/csv");

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

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
