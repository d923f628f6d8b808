using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.Testing;

namespace QLab.Benchmarks.Runs;

/// <summary>Files of responses brought in, beside a COPY of the same documents with nothing checked, announced or reported.</summary>
static class Imports
{
    static readonly int[] Sizes = [10_000, 100_000];

    public static async Task Run(Settings settings)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var stage = await Stage.WithSurveysAsync(TokenIssuer.Issuer, issuer.Jwks);
        var surveyId = await SurveyToAnswer.OpenAsync(stage, issuer);
        using var staff = new HttpClient { BaseAddress = new(stage.Surveys), Timeout = TimeSpan.FromMinutes(10) };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token("surveys:read surveys:write"));
        await ImportAsync(staff, surveyId, 1_000); // warms up

        var table = new Table($"Bringing in responses: CSV of five questions, directly to the service, medians of {settings.Rounds} rounds",
            "lines", "received and checked, s", "until all are responses, s", "lines a second", "bare COPY, s", "a dry run, s");
        foreach (var lines in Sizes)
        {
            var rounds = new List<(double Received, double Stored, double Bare, double DryRun)>();
            for (var round = 0; round < settings.Rounds; round++)
            {
                await Submissions.OutboxIsEmpty(stage.SurveysDb);
                var (received, stored) = await ImportAsync(staff, surveyId, lines);
                rounds.Add((received, stored, await BareAsync(stage.SurveysDb, surveyId, lines), (await ImportAsync(staff, surveyId, lines, "?dryRun=true")).Received));
            }
            table.Add($"{lines:N0}", Median(r => r.Received), Median(r => r.Stored), Table.Number(lines / Figures.Median(rounds.Select(r => r.Stored))), Median(r => r.Bare), Median(r => r.DryRun));

            string Median(Func<(double Received, double Stored, double Bare, double DryRun), double> of) =>
                Table.Ratio(Figures.Median(rounds.Select(of)));
        }
        table.Print();
    }

    static async Task<(double Received, double Stored)> ImportAsync(HttpClient staff, Guid surveyId, int lines, string query = "")
    {
        using var content = new ByteArrayContent(Csv(lines));
        content.Headers.ContentType = new("text/csv");
        var started = Stopwatch.GetTimestamp();
        using var answer = await staff.PostAsync($"/api/surveys/v1/surveys/{surveyId}/imports{query}", content);
        var import = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var received = Stopwatch.GetElapsedTime(started).TotalSeconds;
        while (import["finishedAt"] is null)
        {
            await Task.Delay(20);
            import = JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/imports/{import["id"]}"))!;
        }
        return import["refused"]!.GetValue<int>() == 0
            ? (received, Stopwatch.GetElapsedTime(started).TotalSeconds)
            : throw new InvalidOperationException(import.ToJsonString());
    }

    static byte[] Csv(int lines)
    {
        var csv = new StringBuilder("submittedAt,role,topics.pain,topics.mood,listened,years,story\n");
        for (var i = 0; i < lines; i++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"2018-09-{1 + i % 30:00},{(i % 3 == 0 ? "work" : "lived")},{i % 2},1,sometimes,{i % 100},\"Line {i}: nobody asked about both, and that is what matters\"\n");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    static async Task<double> BareAsync(NpgsqlDataSource db, Guid surveyId, int lines)
    {
        await using (var make = db.CreateCommand("DROP TABLE IF EXISTS bare_imported; CREATE TABLE bare_imported (LIKE responses INCLUDING ALL, FOREIGN KEY (survey_id) REFERENCES surveys (id))")) await make.ExecuteNonQueryAsync();
        await using var connection = await db.OpenConnectionAsync();
        var started = Stopwatch.GetTimestamp();
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY bare_imported (id, survey_id, language, perspectives, answers, submitted_at, withdrawn) FROM STDIN (FORMAT binary)");
        for (var i = 0; i < lines; i++)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
            await copy.WriteAsync(surveyId, NpgsqlDbType.Uuid);
            await copy.WriteAsync("en", NpgsqlDbType.Text);
            await copy.WriteAsync(Array.Empty<string>(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            await copy.WriteAsync(Submitter.Answers, NpgsqlDbType.Jsonb);
            await copy.WriteAsync(DateTime.UtcNow.Date, NpgsqlDbType.TimestampTz);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean);
        }
        await copy.CompleteAsync();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
