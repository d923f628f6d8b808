using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using QLab.Benchmarks.Load;
using QLab.Participants.Contracts;
using QLab.Testing;

namespace QLab.Benchmarks.Runs;

/// <summary>Many who book at the same moment: whether they take turns at one workshop as fast as a single client asks.</summary>
static class Bookings
{
    const int Many = 32, Most = 10_000;

    public static async Task Run(Settings settings)
    {
        await using var issuer = await TokenIssuer.StartAsync();
        await using var stage = await Stage.WithWorkshopsAsync(TokenIssuer.Issuer, issuer.Jwks);
        using var staff = new HttpClient(new SocketsHttpHandler
        {
            MaxConnectionsPerServer = Many, UseProxy = false,
        })
        { BaseAddress = new(stage.Workshops) };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token("workshops:read workshops:write"));
        var project = await ProjectAsync(stage);
        var people = await JoinAsync(stage.WorkshopsDb, project);

        const string one = "1 client, one workshop", queue = "32 clients, one workshop", apart = "32 clients, a workshop each";
        await SampleAsync(Many, 1); // warms up
        await SampleAsync(Many, Many);
        var samples = new[] { one, queue, apart }.ToDictionary(name => name, _ => new List<Sample>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            samples[one].Add(await SampleAsync(1, 1));
            samples[queue].Add(await SampleAsync(Many, 1));
            samples[apart].Add(await SampleAsync(Many, Many));
        }

        var table = new Table($"Booking a place, directly at the service, medians of {settings.Rounds} interleaved rounds of {settings.Seconds} s",
            "way", "a second", "against one client", "p50 ms", "p99 ms", "failed");
        foreach (var (name, rounds) in samples)
            table.Add(name, Table.Number(Figures.Median(rounds.Select(s => s.PerSecond))),
                Table.Ratio(Figures.Median(rounds.Zip(samples[one], (mine, its) => mine.PerSecond / its.PerSecond))),
                Table.Number(Figures.Median(rounds.Select(s => s.Percentile(0.5)))),
                Table.Number(Figures.Median(rounds.Select(s => s.Percentile(0.99)))), $"{rounds.Sum(s => s.Failed)}");
        table.Print();

        async Task<Sample> SampleAsync(int clients, int workshops)
        {
            await Submissions.OutboxIsEmpty(stage.WorkshopsDb);
            var ids = await Task.WhenAll(Enumerable.Range(0, workshops).Select(_ => ScheduleAsync(staff, project)));
            var next = -1;
            return await Generator.ClosedLoopAsync(
                clients, settings.Duration, worker => BookAsync(staff, ids[worker % workshops], people[Interlocked.Increment(ref next)]));
        }
    }

    static async Task<Guid> ProjectAsync(Stage stage)
    {
        var project = Guid.NewGuid();
        await using var participants = await AnotherService.StartAsync(stage.Broker);
        await participants.PublishAsync(
            new ProjectOpened(project, 1, "load", "A project", new(2018, 9, 1), new(2030, 10, 31), true, DateTimeOffset.UtcNow));
        await Eventually.Equals(1L, async () =>
        {
            await using var count = stage.WorkshopsDb.CreateCommand("SELECT count(*) FROM projects");
            return (long)(await count.ExecuteScalarAsync())!;
        });
        return project;
    }

    static async Task<Guid[]> JoinAsync(NpgsqlDataSource db, Guid project)
    {
        await using var join = db.CreateCommand($"""
            INSERT INTO participants (project_id, id, present, changed_at, perspectives, perspectives_at)
            SELECT '{project}', gen_random_uuid(), true, now(), '{"{}"}', now() FROM generate_series(1, {Most}) RETURNING id
            """);
        var people = new List<Guid>();
        await using var reader = await join.ExecuteReaderAsync();
        while (await reader.ReadAsync()) people.Add(reader.GetGuid(0));
        return [.. people];
    }

    static async Task<Guid> ScheduleAsync(HttpClient staff, Guid project)
    {
        // What is over is confirmed and reminded of to nobody: booking alone is measured.
        using var answer = await staff.PostAsJsonAsync("/api/workshops/v1/workshops", new
        {
            projectId = project, title = "Load", format = "inPerson", city = "London", venue = (string?)null, capacity = Most,
            startsAt = "2019-09-11T12:00:00Z", endsAt = "2019-09-11T16:00:00Z", agenda = Array.Empty<object>(),
        });
        var json = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(json)!["id"]!.GetValue<Guid>() : throw new InvalidOperationException(json);
    }

    static async Task BookAsync(HttpClient staff, Guid workshop, Guid participantId)
    {
        using var answer = await staff.PostAsJsonAsync($"/api/workshops/v1/workshops/{workshop}/bookings", new { participantId });
        if ((int)answer.StatusCode != 201)
            throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
