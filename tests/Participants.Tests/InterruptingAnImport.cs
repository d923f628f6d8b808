using System.Globalization;
using System.Text;
using QLab.Participants.Imports;
using QLab.Testing;
using static QLab.Participants.Tests.ImportingAList;

namespace QLab.Participants.Tests;

public sealed class InterruptingAnImport(ImportsApp app) : IClassFixture<ImportsApp>
{
    [Fact]
    public async Task Goes_on_where_it_was_and_adds_each_line_once()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var csv = new StringBuilder("name,email,perspectives\n");
        for (var i = 0; i < 6_000; i++) csv.Append(CultureInfo.InvariantCulture, $"Interrupted {i:x},p{i}@interrupted.example,carer\n");
        var import = await ReceivedAsync(staff, project, csv.ToString());
        await StateAsync(staff, import, "checked");
        var running = app.Services.WorkerOf<RunImports>();

        await AcceptedAsync(staff, import, "skip");
        await Eventually.Succeeds(async () => (await DoneAsync()).ShouldBeGreaterThan(0));
        await running.StopAsync(default);

        var done = await DoneAsync();
        done.ShouldBeLessThan(6_000, "it was stopped on the way");
        (await app.ScalarAsync<string>($"SELECT state FROM imports WHERE id = '{import}'")).ShouldBe("Applying");
        (await AddedAsync()).ShouldBe(done, "what is added and how far it has come are one commit");

        using var restarted = app.Services.AnotherWorkerOf<RunImports>();
        using var replica = app.Services.AnotherWorkerOf<RunImports>();
        await Task.WhenAll(restarted.StartAsync(default), replica.StartAsync(default));
        await StateAsync(staff, import, "applied");
        await Task.WhenAll(restarted.StopAsync(default), replica.StopAsync(default));

        (await AddedAsync()).ShouldBe(6_000);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM participations WHERE project_id = '{project}'")).ShouldBe(6_000);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM import_lines WHERE import_id = '{import}' AND outcome = 'Added'")).ShouldBe(6_000);

        Task<int> DoneAsync() => app.ScalarAsync<int>($"SELECT done FROM imports WHERE id = '{import}'");
        Task<long> AddedAsync() => app.ScalarAsync<long>("SELECT count(*) FROM people WHERE email_key LIKE '%@interrupted.example'");
    }
}
