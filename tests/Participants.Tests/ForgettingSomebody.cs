using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ImportingAList;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class ForgettingSomebody(ParticipantsApp app)
{
    static readonly string[] Own = ["people", "participations", "participation_steps", "access_needs", "import_lines", "told_reach"];

    [Fact]
    public async Task Leaves_counts_and_nothing_that_leads_back()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var import = await ReceivedAsync(staff, project, """
            name,email,perspectives,postal_address,access_needs
            Xanthippe Forget,xanthippe@forget.example,livedExperience;professional:cartomancy,7 Oblivion Row,a velvet chair
            Xanthippe Forget,xanthippe@forget.example,carer,,
            XANTHIPPE FORGET,namesake@forget.example,carer,,
            """);
        await StateAsync(staff, import, "checked");
        await AcceptedAsync(staff, import, "skip");
        await StateAsync(staff, import, "applied");
        var line = (await ReadAsync(staff, $"imports/{import}/lines?outcome=added")).AsArray().Single()!;
        var (person, participant) = (line["personId"]!.GetValue<Guid>(), line["participantId"]!.GetValue<Guid>());
        await using var surveys = await app.AnotherServiceAsync();
        await surveys.PublishAsync(new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, participant, DateTimeOffset.UtcNow));
        await Eventually.Equals(
            1L, () => app.ScalarAsync<long>($"SELECT count(*) FROM participation_steps WHERE participation_id = '{participant}'"));
        var before = await ShapeAsync(project);

        var export = await WithPersonalDataAsync(async all =>
        {
            var parts = new List<object?>();
            foreach (var each in all) parts.Add(await each.ExportAsync(new(person, [participant]), default));
            return JsonSerializer.Serialize(parts, ParticipantsDb.JsonOptions);
        });
        foreach (var known in new[] { "Xanthippe Forget", "xanthippe@forget.example", "7 Oblivion Row", "a velvet chair", "cartomancy", "answered" }) export.ShouldContain(known);
        for (var twice = 0; twice < 2; twice++)
            await WithPersonalDataAsync(async all =>
            {
                foreach (var each in all) await each.EraseAsync(new(person, [participant]), default);
                return 0;
            });

        foreach (var table in Own)
            foreach (var trace in new[] { "xanthippe@", "Oblivion", "velvet", "cartomancy", person.ToString(), participant.ToString() })
                (await app.ScalarAsync<long>($"SELECT count(*) FROM {table} t WHERE t::text ILIKE '%{trace}%'")).ShouldBe(
                    0, $"{trace} in {table}");
        (await ShapeAsync(project)).ShouldBe(before, "counts stay as they are");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM participations WHERE project_id = '{project}' AND person_id IS NULL AND ledger_id IS NULL AND joined_at = date_trunc('day', joined_at, 'UTC')")).ShouldBe(1);
        await ReadAsync(staff, $"projects/{project}/participants");

        var late = Guid.NewGuid();
        await surveys.PublishAsync(
            new ResponseSubmitted(Guid.NewGuid(), Guid.NewGuid(), project, participant, DateTimeOffset.UtcNow), late);
        await Eventually.Equals(1L, () => app.ScalarAsync<long>($"SELECT count(*) FROM inbox WHERE message_id = '{late}' AND consumer = 'participants.keep-step-when-submitted'"));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM participation_steps WHERE participation_id = '{participant}'")).ShouldBe(
            0, "news that comes late names nobody again");
    }

    [Fact]
    public async Task People_come_last_and_each_table_has_one_who_answers_for_it()
    {
        var all = await WithPersonalDataAsync(all => Task.FromResult(all.ToList()));
        // The platform's own table goes by the person's id alone.
        all.Last(each => !each.Tables.Contains("change_entries")).Tables.ShouldContain("people");
        var tables = all.SelectMany(each => each.Tables).ToList();
        tables.ShouldBeUnique();
        tables.Intersect(Own).Count().ShouldBe(Own.Length);
    }

    async Task<string> ShapeAsync(Guid project) => new StringBuilder()
        .Append(await app.ScalarAsync<long>($"SELECT count(*) FROM participations WHERE project_id = '{project}' AND left_at IS NULL")).Append(' ')
        .Append(await app.ScalarAsync<long>($"SELECT count(*) FROM participations WHERE project_id = '{project}' AND perspectives @> '[{{\"kind\":\"livedExperience\"}},{{\"kind\":\"professional\"}}]'")).Append(' ')
        .Append(await app.ScalarAsync<long>($"SELECT count(*) FROM participation_steps s JOIN participations p ON p.id = s.participation_id WHERE project_id = '{project}'"))
        .ToString();

    async Task<T> WithPersonalDataAsync<T>(Func<IEnumerable<IPersonalData>, Task<T>> act)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await act(scope.ServiceProvider.GetServices<IPersonalData>());
        await transaction.CommitAsync();
        return result;
    }
}
