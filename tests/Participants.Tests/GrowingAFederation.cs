using System.Net;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class GrowingAFederation(ParticipantsApp app)
{
    [Fact]
    public async Task Is_read_upwards_and_downwards_at_any_depth()
    {
        using var staff = app.Staff();
        var (top, local) = (await Organisation("Top"), Guid.Empty);
        var region = await Organisation("Région", top);
        local = await Organisation("Local", region);

        Ids(await ReadAsync(staff, $"organisations?parentId={top}")).ShouldBe([region]);
        Ids(await ReadAsync(staff, $"organisations/{top}/descendants")).ShouldBe([region, local]);
        Ids(await ReadAsync(staff, $"organisations/{top}/descendants?limit=1&after={region}")).ShouldBe([local]);
        Ids(await ReadAsync(staff, $"organisations/{local}/ancestors")).ShouldBe([region, top]);
        Ids(await ReadAsync(staff, $"organisations?name=REGION&parentId={top}")).ShouldBe([region]);
    }

    [Fact]
    public async Task A_correction_moves_an_organisation_and_tells_the_others_but_closes_no_circle()
    {
        await using var another = await app.AnotherServiceAsync();
        var corrected = await another.ListenAsync<OrganisationCorrected>();
        using var staff = app.Staff();
        var (a, b) = (await Organisation("A"), Guid.Empty);
        b = await Organisation("B", a);
        var name = $"Moved {b}";

        var (status, body) = await PutAsync(staff, $"organisations/{a}", new { name = $"A {a}", kind = "charity", parentId = b }, "*");
        status.ShouldBe(HttpStatusCode.Conflict, body);
        NameOf(JsonNode.Parse(body)!).ShouldBe("federation-circle");
        (await PutAsync(staff, $"organisations/{a}", new { name = $"A {a}", kind = "charity", parentId = a }, "*")).Status.ShouldBe(HttpStatusCode.Conflict);
        await CorrectedAsync(staff, $"organisations/{b}", new { name, kind = "network", parentId = (Guid?)null });

        (await ReadAsync(staff, $"organisations/{a}/descendants")).AsArray().ShouldBeEmpty();
        await Eventually.Equals(1, () => Task.FromResult(corrected.Count(e => e.OrganisationId == b && e.Name == name && e.ParentId == null && e.Kind == "network")));
    }

    [Fact]
    public async Task Two_moves_at_once_close_no_circle()
    {
        using var staff = app.Staff();
        var (a, b) = (await Organisation("X"), await Organisation("Y"));
        var answers = await Task.WhenAll(
            PutAsync(staff, $"organisations/{a}", new { name = $"X {a}", kind = "charity", parentId = b }, "*"),
            PutAsync(staff, $"organisations/{b}", new { name = $"Y {b}", kind = "charity", parentId = a }, "*"));
        answers.Select(answer => answer.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
    }

    [Fact]
    public async Task Five_thousand_members_are_found_by_the_index_on_the_parent()
    {
        var top = await Organisation("Large");
        await Run($"""
            INSERT INTO organisations (id, name, kind, parent_id, registered_at)
            SELECT gen_random_uuid(), 'Elsewhere ' || i, 'Charity', NULL, now() FROM generate_series(1, 5000) i;
            INSERT INTO organisations (id, name, kind, parent_id, registered_at)
            SELECT gen_random_uuid(), 'Member ' || i, 'Charity', '{top}', now() FROM generate_series(1, 5000) i;
            ANALYZE organisations
            """);
        var plan = new List<string>();
        await using var explain = app.Database.CreateCommand($"""
            EXPLAIN WITH RECURSIVE below AS (SELECT id FROM organisations WHERE parent_id = (SELECT parent_id FROM organisations WHERE name = 'Member 7')
                UNION ALL SELECT o.id FROM below JOIN organisations o ON o.parent_id = below.id) SELECT count(*) FROM below
            """);
        await using (var lines = await explain.ExecuteReaderAsync()) while (await lines.ReadAsync()) plan.Add(lines.GetString(0));

        string.Join('\n', plan).ShouldContain("ix_organisations_parent_id");
        using var staff = app.Staff();
        (await ReadAsync(staff, $"organisations/{top}/descendants?limit=200")).AsArray().Count.ShouldBe(200);
        async Task Run(string sql)
        {
            await using var command = app.Database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    async Task<Guid> Organisation(string name, Guid? parentId = null)
    {
        using var staff = app.Staff();
        return await CreatedAsync(staff, "organisations", new { name = $"{name} {Guid.NewGuid()}", kind = "charity", parentId });
    }

    static Guid[] Ids(JsonNode list) => [.. list.AsArray().Select(o => o!["id"]!.GetValue<Guid>())];
}
