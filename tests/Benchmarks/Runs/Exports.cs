using System.Diagnostics;
using System.Net.Http.Headers;
using Npgsql;
using QLab.Benchmarks.Load;
using QLab.Benchmarks.Measured;
using QLab.Testing;

namespace QLab.Benchmarks.Runs;

/// <summary>Wide CSV of ten questions, fetched from the service, beside PostgreSQL's own COPY of the same rows in the same order.</summary>
static class Exports
{
    const int WarmUps = 10;

    static readonly int[] Sizes = [10_000, 100_000, 1_000_000];

    static readonly object[] Questions =
    [
        new { id = "role", type = "singleChoice", text = "What brings you here?", options = Options("lived", "work", "carer") },
        new { id = "topics", type = "multipleChoice", text = "Which matter to you?", other = true, options = Options("pain", "mood", "sleep", "work") },
        new { id = "listened", type = "likert", text = "I am listened to.", options = Options("never", "sometimes", "always") },
        new { id = "years", type = "number", text = "For how many years?" },
        new { id = "rating", type = "rating", text = "How was it?" },
        new { id = "recommend", type = "netPromoter", text = "Would you recommend it?" },
        new { id = "again", type = "yesNo", text = "Would you come again?" },
        new { id = "since", type = "date", text = "Since when?" },
        new { id = "place", type = "shortText", text = "Where?" },
        new { id = "story", type = "longText", text = "What should we know?" },
    ];

    public static async Task Run(Settings settings)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var stage = await Stage.WithSurveysAsync(TokenIssuer.Issuer, issuer.Jwks);
        using var staff = new HttpClient { BaseAddress = new(stage.Surveys), Timeout = TimeSpan.FromMinutes(10) };
        staff.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", issuer.Token("surveys:read", lifetime: TimeSpan.FromHours(2)));
        var service = stage.SurveysProcess;

        var fetched = Sizes.ToDictionary(size => size, _ => new List<Fetched>());
        var copied = Sizes.ToDictionary(size => size, _ => new List<Fetched>());
        var surveys = new Dictionary<int, Guid>();
        foreach (var size in Sizes) surveys[size] = await FilledAsync(stage, issuer, size);
        for (var i = 0; i < WarmUps; i++) await FetchAsync(staff, surveys[Sizes[0]], service);
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var size in Sizes)
            {
                fetched[size].Add(await FetchAsync(staff, surveys[size], service));
                copied[size].Add(await CopyAsync(stage.SurveysDb, surveys[size]));
            }
        }
        Print(settings, fetched, copied);
    }

    static async Task<Guid> FilledAsync(Stage stage, TokenIssuer issuer, int size)
    {
        var survey = await SurveyToAnswer.OpenAsync(stage, issuer, Questions);
        await using var fill = stage.SurveysDb.CreateCommand($$"""
            INSERT INTO responses (id, survey_id, language, perspectives, withdrawn, consents, contribution_version, consents_told, submitted_at, answers)
            SELECT gen_random_uuid(), '{{survey}}', 'en', '{}', false, '{research}', 1, true, date_trunc('day', now()), jsonb_build_object(
                'role', (ARRAY['lived', 'work', 'carer'])[1 + n % 3], 'topics', jsonb_build_array('pain', 'sleep', jsonb_build_object('other', 'noise, at night')),
                'listened', (ARRAY['never', 'sometimes', 'always'])[1 + n % 3], 'years', n % 90, 'rating', 1 + n % 5, 'recommend', n % 11, 'again', n % 2 = 0,
                'since', '2018-09-03', 'place', 'Ward ' || n, 'story', repeat('Nobody asked how it felt, and "that" said a lot. ', 1 + n % 9))
            FROM generate_series(1, {{size}}) n
            """);
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync();
        await using var analyse = stage.SurveysDb.CreateCommand("VACUUM ANALYZE responses");
        analyse.CommandTimeout = 0;
        await analyse.ExecuteNonQueryAsync();
        return survey;
    }

    static async Task<Fetched> FetchAsync(HttpClient staff, Guid survey, Started service)
    {
        var (before, cpu) = (service.Memory(), service.Cpu());
        var started = Stopwatch.GetTimestamp();
        using var answer = await staff.GetAsync($"/api/surveys/v1/surveys/{survey}/export.csv", HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var content = await answer.Content.ReadAsStreamAsync();
        var (most, bytes) = (before, 0L);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer)) > 0; bytes += read)
            if (bytes / 4_000_000 != (bytes + read) / 4_000_000) most = Math.Max(most, service.Memory());
        return new(Stopwatch.GetElapsedTime(started), bytes, most - before, service.Cpu() - cpu);
    }

    static async Task<Fetched> CopyAsync(NpgsqlDataSource database, Guid survey)
    {
        var started = Stopwatch.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync();
        await using var settings = new NpgsqlCommand("SET work_mem = '64MB'", connection);
        await settings.ExecuteNonQueryAsync();
        using var copy = await connection.BeginTextExportAsync(
            $"COPY (SELECT id, submitted_at, language, answers FROM responses WHERE survey_id = '{survey}' AND NOT withdrawn ORDER BY id) TO STDOUT");
        var (buffer, characters) = (new char[32 * 1024], 0L);
        for (int read; (read = await copy.ReadAsync(buffer)) > 0;) characters += read;
        return new(Stopwatch.GetElapsedTime(started), characters, 0, 0);
    }

    static void Print(Settings settings, Dictionary<int, List<Fetched>> fetched, Dictionary<int, List<Fetched>> copied)
    {
        var table = new Table($"Exporting wide CSV, medians of {settings.Rounds} interleaved rounds", "responses", "seconds", "rows a second", "MB", "times the tenth", "its CPU, s", "highest memory above the start, MB", "COPY, seconds", "against COPY");
        foreach (var size in Sizes)
        {
            var (seconds, copy) = (Median(fetched[size]), Median(copied[size]));
            table.Add($"{size:N0}", Table.Ratio(seconds), Table.Number(size / seconds), Table.Number(fetched[size][0].Bytes / 1e6),
                fetched.TryGetValue(size / 10, out var tenth) ? Table.Ratio(seconds / Median(tenth)) : "",
                Table.Ratio(Figures.Median(fetched[size].Select(f => f.Cpu))), Table.Number(fetched[size].Max(f => f.Growth) / 1e6),
                Table.Ratio(copy), Table.Ratio(seconds / copy));
        }
        table.Print();

        static double Median(List<Fetched> all) => Figures.Median(all.Select(f => f.Elapsed.TotalSeconds));
    }

    static object[] Options(params string[] values) => [.. values.Select(value => new { value, label = value })];

    sealed record Fetched(TimeSpan Elapsed, long Bytes, long Growth, double Cpu);
}
