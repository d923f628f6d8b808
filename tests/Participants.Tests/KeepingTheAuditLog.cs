using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Security;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class KeepingTheAuditLog(SignInApp app)
{
    /// <summary>What these show or change is about projects, organisations and the like, not about people.</summary>
    static readonly string[] NothingAboutPeople =
    [
        "POST /projects", "PUT /projects/{idOrSlug}", "POST /projects/{id:guid}/phases/enter", "POST /projects/{id:guid}/close",
        // Who of the Lab did it stands in the changes themselves.
        "POST /projects/{id:guid}/reopen", "GET /projects/{id:guid}/changes", "POST /projects/{projectId:guid}/partnerships/{id:guid}/end",
        "GET /projects/{projectId:guid}/partnerships/{id:guid}/changes", "PUT /projects/{projectId:guid}/partnerships/{id:guid}/members",
        "POST /projects/{projectId:guid}/partnerships", "POST /organisations", "GET /organisations", "GET /organisations/{id:guid}",
        "PUT /projects/{projectId:guid}/partnerships/{id:guid}", "PUT /organisations/{id:guid}", "GET /organisations/{id:guid}/descendants", "GET /organisations/{id:guid}/ancestors",
        "POST /consent-wordings", "GET /rights", "GET /rights/{id:guid}",
        "GET /message-templates", "GET /message-templates/{name}", "POST /message-templates",
        "GET /notifications/templates", "GET /notifications/templates/{name}", "POST /notifications/templates",
        "POST /projects/{projectId:guid}/group/rules", "POST /projects/{projectId:guid}/group/topics/{topicId:guid}/lock", "POST /projects/{projectId:guid}/group/topics/{topicId:guid}/unlock",
        "POST /newsletter/issues", "GET /newsletter/issues", "GET /newsletter/issues/{id:guid}", "PUT /newsletter/issues/{id:guid}", "POST /newsletter/issues/{id:guid}/send",
    ];

    [Fact]
    public void Whatever_needs_a_scope_of_participants_leaves_an_entry_or_holds_nothing_about_people()
    {
        var silent = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<NeedsScope>()?.AnyOf is ["participants:read" or "participants:write" or Access.Audit or Access.Grant])
            .Where(e => e.Metadata.GetMetadata<TouchesPersonalData>() is null)
            .Select(e => $"{e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {e.RoutePattern.RawText!.Replace("/api/participants/v1", "").TrimEnd('/')}")
            .Where(name => !name.Contains("/organisations/{id:guid}/scopes", StringComparison.Ordinal));
        silent.Except(NothingAboutPeople).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_says_who_read_or_changed_what_from_where_and_in_which_trace()
    {
        var (staffId, staffEmail) = await app.SomebodyAsync("staff");
        using var staff = SignInApp.From("198.51.100.7", app.WithToken((await app.SignInAsync(staffEmail)).Access));
        var (person, _) = await app.SomebodyAsync();
        await ReadAsync(staff, $"people/{person}");
        var project = await CreatedAsync(staff, "projects", NewProject($"p-{Guid.NewGuid():N}"));
        var participant =
            await CreatedAsync(staff, $"projects/{project}/participants", Joining(person, new { purpose = "contact", given = true }));
        await DoneAsync(staff, $"projects/{project}/participants/{participant}/consents/withdraw", new { purpose = "contact" });

        var entries = (await ReadAsync(staff, $"audit?personId={person}")).AsArray();

        entries.Select(e => $"{e!["action"]} {e["what"]}")
            .ShouldBe(["changed consent contact", "changed participation", "read person", "changed person"]);
        var read = entries[2]!;
        read["actorId"]!.GetValue<Guid>().ShouldBe(staffId);
        read["fromAddress"]!.GetValue<string>().ShouldBe("198.51.100.7");
        read["traceId"]!.GetValue<string>().ShouldMatch("^[0-9a-f]{32}$");
        read["people"]!.AsArray().ShouldHaveSingleItem()!.GetValue<Guid>().ShouldBe(person);
        entries[3]!["actor"]!.GetValue<string>().ShouldBe("client:operator");
        (await ReadAsync(staff, $"audit?personId={person}&limit=1")).AsArray().ShouldHaveSingleItem()!["what"]!.GetValue<string>()
            .ShouldBe("audit", "reading it is in it");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-guess-at-the-secret-of-the-gateway")]
    public async Task An_address_that_somebody_claims_who_calls_past_the_gateway_is_not_in_it(string secret)
    {
        var (_, staffEmail) = await app.SomebodyAsync("staff");
        using var staff = app.WithToken((await app.SignInAsync(staffEmail)).Access);
        staff.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.7");
        staff.DefaultRequestHeaders.Add(GatewaySecret.Header, secret);
        var (person, _) = await app.SomebodyAsync();
        await ReadAsync(staff, $"people/{person}");

        (await ReadAsync(staff, $"audit?personId={person}&what=person&action=read")).AsArray()
            .ShouldHaveSingleItem()!["fromAddress"]!.GetValue<string>().ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task It_is_searched_by_actor_action_what_and_time_page_by_page()
    {
        var (staffId, staffEmail) = await app.SomebodyAsync("staff");
        using var staff = app.WithToken((await app.SignInAsync(staffEmail)).Access);
        var (person, _) = await app.SomebodyAsync();
        for (var i = 0; i < 5; i++) await ReadAsync(staff, $"people/{person}");

        using var page = await staff.GetAsync($"/api/participants/v1/audit?actorId={staffId}&what=person&action=read&limit=2");
        var first = JsonNode.Parse(await page.Content.ReadAsStringAsync())!.AsArray();
        first.Count.ShouldBe(2);
        var next = page.Headers.GetValues("Link").Single().Split('<', '>')[1];
        using var second = await staff.GetAsync(next);
        var positions = first.Concat(JsonNode.Parse(await second.Content.ReadAsStringAsync())!.AsArray())
            .Select(e => e!["position"]!.GetValue<long>())
            .ToList();
        positions.Count.ShouldBe(4);
        positions.ShouldBeInOrder(SortDirection.Descending);
        positions.Distinct().Count().ShouldBe(4);

        (await ReadAsync(staff, $"audit?actorId={staffId}&action=changed")).AsArray().ShouldBeEmpty();
        (await ReadAsync(staff, $"audit?personId={person}&to=2020-01-01T00:00:00Z")).AsArray().ShouldBeEmpty();
        (await ReadAsync(staff, $"audit?personId={Guid.NewGuid()}")).AsArray().ShouldBeEmpty();
        (await ReadAsync(staff, "audit?actor=client:operator&limit=1")).AsArray().Count.ShouldBe(1);
        using var wrong = await staff.GetAsync("/api/participants/v1/audit?limit=1000&action=stolen&after=0");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Signing_in_and_what_programs_may_do_is_in_it()
    {
        var (staffId, staffEmail) = await app.SomebodyAsync("staff");
        using var staff = app.WithToken((await app.SignInAsync(staffEmail)).Access);
        (await ReadAsync(staff, $"audit?personId={staffId}&what=signed%20in")).AsArray()
            .ShouldHaveSingleItem()!["actor"]!.GetValue<string>().ShouldBe("anonymous");

        using var operators = await app.OperatorAsync();
        var organisation = await CreatedAsync(operators, "organisations", new { name = $"O {Guid.NewGuid()}", kind = "university" });
        var client = await CreatedAsync(operators, "clients", new { name = "Evaluation", scopes = new[] { "surveys:read" } });
        await PostAsync($"clients/{client}/rotate", new { overlapHours = 0 });
        await PostAsync($"clients/{client}/revoke", new { });
        await PostAsync($"organisations/{organisation}/scopes/allow", new { scopes = new[] { "surveys:read" } });
        foreach (var what in (string[])[$"client {client} registered", $"client {client} rotated", $"client {client} revoked", $"scopes of organisation {organisation}"])
            (await ReadAsync(staff, $"audit?action=changed&what={Uri.EscapeDataString(what)}")).AsArray()
                .ShouldHaveSingleItem(what)!["actor"]!.GetValue<string>().ShouldBe("client:operator");

        async Task PostAsync(string path, object body)
        {
            using var done = await operators.PostAsJsonAsync($"/api/participants/v1/{path}", body);
            done.IsSuccessStatusCode.ShouldBeTrue(await done.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Only_staff_read_it()
    {
        foreach (var role in new[] { "facilitator", "teamMember" })
        {
            var (_, email) = await app.SomebodyAsync(role);
            (await app.StatusAsync((await app.SignInAsync(email)).Access, "audit")).ShouldBe(HttpStatusCode.Forbidden);
        }
        using var anybody = app.Anonymous();
        (await anybody.GetAsync("/api/participants/v1/audit")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_was_refused_leaves_no_entry()
    {
        using var staff = await app.OperatorAsync();
        var before = await app.ScalarAsync<long>("SELECT count(*) FROM audit_entries");
        await RefusedAsync(staff, $"people/{Guid.NewGuid()}/roles/grant", new { role = "staff" }, HttpStatusCode.NotFound);
        (await staff.GetAsync($"/api/participants/v1/people/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.ScalarAsync<long>("SELECT count(*) FROM audit_entries")).ShouldBe(before);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("TRUNCATE audit_entries")]
    public async Task It_refuses_to_be_rewritten_whoever_asks(string sql)
    {
        await app.SomebodyAsync();
        (await Should.ThrowAsync<PostgresException>(() => app.ExecuteAsync(sql))).MessageText.ShouldContain("append-only");
    }

    [Fact]
    public async Task Nothing_of_it_is_in_the_ordinary_logs()
    {
        var (person, _) = await app.SomebodyAsync();
        using var staff = await app.OperatorAsync();
        await ReadAsync(staff, $"people/{person}");
        var auditId = await app.ScalarAsync<Guid>($"SELECT audit_id FROM people WHERE id = '{person}'");
        app.Logs.Lines.Count.ShouldBeGreaterThan(50, "the logs are read at all");
        app.Logs.Lines.Where(line => line.Contains(auditId.ToString(), StringComparison.OrdinalIgnoreCase) || line.Contains("client:operator")).ShouldBeEmpty();
    }
}
