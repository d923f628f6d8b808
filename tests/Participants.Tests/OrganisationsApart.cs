using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>
/// What a caller bound to one organisation meets of another's data: nothing. Every operation of the OpenAPI document is closed to such
/// callers, or public, or its own, or has a line here that says how it keeps organisations apart; a new one without such a line fails.
/// </summary>
public sealed class OrganisationsApart(SignInApp app)
{
    const string Everything = "participants:read participants:write participants:audit access:grant access:clients platform:operate";

    /// <summary>Names, kinds and federations are on every project's public page.</summary>
    static readonly string[] PublicAnyway =
        ["GET /organisations", "GET /organisations/{id}", "GET /organisations/{id}/descendants", "GET /organisations/{id}/ancestors"];

    /// <summary>One organisation with somebody of its own who takes part, and a client.</summary>
    sealed record Side(Guid Organisation, Guid Person, Guid Participant, Guid Client);

    static readonly Dictionary<string, Func<HttpClient, Guid, Side, Task<HttpStatusCode>>> Single = new()
    {
        ["GET /people/{id}"] = (client, _, side) => GetAsync(client, $"people/{side.Person}"),
        ["GET /projects/{projectId}/participants/{participantId}"] = (client, project, side) => GetAsync(client, $"projects/{project}/participants/{side.Participant}"),
        ["GET /projects/{projectId}/participants/{participantId}/consents"] = (client, project, side) => GetAsync(client, $"projects/{project}/participants/{side.Participant}/consents"),
        ["GET /projects/{projectId}/participants/{participantId}/consents/receipt"] = (client, project, side) => GetAsync(client, $"projects/{project}/participants/{side.Participant}/consents/receipt"),
        ["PUT /projects/{projectId}/participants/{participantId}"] = (client, project, side) => PutAsync(client, $"projects/{project}/participants/{side.Participant}",
            new { perspectives = new[] { new { kind = "carer" } }, qMember = false, remoteOnly = false }),
        ["POST /projects/{projectId}/participants/{participantId}/consents/give"] = (client, project, side) =>
            PostAsync(client, $"projects/{project}/participants/{side.Participant}/consents/give", new { purpose = "research" }),
        ["POST /projects/{projectId}/participants/{participantId}/consents/withdraw"] = (client, project, side) =>
            PostAsync(client, $"projects/{project}/participants/{side.Participant}/consents/withdraw", new { purpose = "research" }),
        ["POST /projects/{projectId}/participants/{participantId}/leave"] = (client, project, side) => PostAsync(client, $"projects/{project}/participants/{side.Participant}/leave", null),
        ["POST /projects/{projectId}/participants"] = (client, project, side) => PostAsync(client, $"projects/{project}/participants", Joining(side.Person)),
        ["GET /organisations/{id}/scopes"] = (client, _, side) => GetAsync(client, $"organisations/{side.Organisation}/scopes"),
        ["GET /clients/{id}"] = (client, _, side) => GetAsync(client, $"clients/{side.Client}"),
        ["POST /clients"] = (client, _, side) => PostAsync(client, "clients", new
        {
            name = "N", scopes = new[] { "surveys:read" }, organisationId = side.Organisation,
        }),
        ["POST /clients/{id}/rotate"] = (client, _, side) => PostAsync(client, $"clients/{side.Client}/rotate", new { }),
        ["POST /clients/{id}/revoke"] = (client, _, side) => PostAsync(client, $"clients/{side.Client}/revoke", null),
    };

    /// <summary>Another test holds these to what such a caller may see there: <see cref="PuttingPeopleForward"/>.</summary>
    static readonly string[] OfInterests =
    [
        "GET /projects/{projectId}/expressions-of-interest", "POST /projects/{projectId}/interest-lists",
        "GET /projects/{projectId}/interest-lists", "GET /projects/{projectId}/interest-lists/{id}",
    ];

    /// <summary>Those that name several in the body: one that is another's is a fault of the request.</summary>
    static readonly Dictionary<string, Func<HttpClient, Guid, Side, Task<HttpStatusCode>>> Several = new()
    {
        ["POST /projects/{projectId}/consents"] = (client, project, side) => PostAsync(client, $"projects/{project}/consents", new
        {
            form = "Consent form, version 2", heldBy = "Front office",
            consents = new[] { new { participantId = side.Participant, signedOn = "2018-06-12", purposes = new[] { "quotation" } } },
        }),
        ["POST /projects/{projectId}/consent-requests"] = (client, project, side) => PostAsync(client, $"projects/{project}/consent-requests", new
        {
            participantIds = new[] { side.Participant }, purposes = new[] { "namedCredit" },
        }),
    };

    static readonly Dictionary<string, Func<Guid, string>> Lists = new()
    {
        ["GET /people"] = _ => "people?limit=200",
        ["GET /projects/{projectId}/participants"] = project => $"projects/{project}/participants?limit=200",
        ["GET /clients"] = _ => "clients?limit=200",
    };

    [Fact]
    public async Task Every_operation_is_closed_to_them_or_keeps_them_apart()
    {
        using var anonymous = app.Anonymous();
        using var bound = await BoundAsync((await SideAsync(await ProjectAsync())).Organisation);
        var faults = new List<string>();
        foreach (var (name, method, path) in Secured(JsonNode.Parse(await anonymous.GetStringAsync("/openapi/v1.json"))!))
        {
            if (name.Contains(" /me/", StringComparison.Ordinal)
                || PublicAnyway.Contains(name)
                || OfInterests.Contains(name)
                || Single.ContainsKey(name)
                || Several.ContainsKey(name)
                || Lists.ContainsKey(name)) continue;
            using var request =
                new HttpRequestMessage(new(method), path) { Content = method == "GET" ? null : JsonContent.Create(new { }) };
            using var answer = await bound.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.Forbidden) faults.Add(
                $"{name} lets in callers bound to an organisation and no line here says how it keeps them apart: {(int)answer.StatusCode}");
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_of_another_organisation_can_be_seen_or_changed_and_ones_own_can()
    {
        var project = await ProjectAsync();
        var (own, others) = (await SideAsync(project), await SideAsync(project));
        using var bound = await BoundAsync(own.Organisation);
        foreach (var (name, ask) in Several)
        {
            (await ask(bound, project, others)).ShouldBe(HttpStatusCode.BadRequest, name);
            ((int)await ask(bound, project, own)).ShouldBeOneOf([200, 204], name);
        }
        foreach (var (name, ask) in Single)
        {
            (await ask(bound, project, others)).ShouldBe(HttpStatusCode.NotFound, name);
            ((int)await ask(bound, project, own)).ShouldBeOneOf([200, 201, 204, 409], name);
        }
        foreach (var (name, address) in Lists)
        {
            var shown = (await ReadAsync(bound, address(project))).ToJsonString();
            foreach (var id in new[] { others.Organisation, others.Person, others.Participant, others.Client })
                shown.ShouldNotContain(id.ToString(), Case.Insensitive, name);
            new[] { own.Person, own.Participant, own.Client }.ShouldContain(id => shown.Contains(id.ToString()), $"{name} shows its own");
        }
        (await ReadAsync(bound, $"clients?organisationId={others.Organisation}")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_who_belongs_to_no_organisation_is_nobodys()
    {
        var own = await SideAsync(await ProjectAsync());
        var (unbound, _) = await app.SomebodyAsync();
        using var bound = await BoundAsync(own.Organisation);
        (await GetAsync(bound, $"people/{unbound}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_exact_small_counts_of_a_project_are_the_Labs_alone()
    {
        var project = await ProjectAsync();
        var own = await SideAsync(project);
        using var bound = await BoundAsync(own.Organisation);
        using var staff = app.WithToken(await app.AccessTokenAsync());
        (await ReadAsync(bound, $"projects/{project}"))["counts"]!["participants"].ShouldBeNull();
        (await ReadAsync(staff, $"projects/{project}"))["counts"]!["participants"]!.GetValue<int>().ShouldBe(1);
    }

    /// <summary>An administrator of the organisation who also has every other scope, from the service's own issuer.</summary>
    async Task<HttpClient> BoundAsync(Guid organisation)
    {
        var (id, email) = await app.SomebodyAsync();
        using var staff = await app.OperatorAsync();
        await DoneAsync(staff, $"people/{id}/roles/grant", new { role = "organisationAdministrator", organisationId = organisation });
        var tokens = await app.SignInAsync(email);
        tokens.Scope.Split(' ').ShouldContain("access:clients");
        return app.WithToken(await app.BoundTokenAsync(Everything, organisation));
    }

    async Task<Guid> ProjectAsync()
    {
        using var staff = await app.OperatorAsync();
        return await CreatedAsync(staff, "projects", NewProject($"p-{Guid.NewGuid():N}"));
    }

    async Task<Side> SideAsync(Guid project)
    {
        using var staff = await app.OperatorAsync();
        var organisation = await CreatedAsync(staff, "organisations", new { name = $"Organisation {Guid.NewGuid():N}", kind = "charity" });
        var (person, _) = await app.SomebodyAsync();
        await app.ExecuteAsync($"UPDATE people SET organisation_id = '{organisation}' WHERE id = '{person}'");
        await CreatedAsync(staff, $"projects/{project}/partnerships", new
        {
            organisationId = organisation, role = "partner", contributions = new[] { "Reach" }, priorities = new[] { "To be heard" },
        });
        var participant = await CreatedAsync(staff, $"projects/{project}/participants", Joining(person));
        return new(organisation, person, participant, await CreatedAsync(staff, "clients", new
        {
            name = "Theirs", scopes = new[] { "surveys:read" }, organisationId = organisation,
        }));
    }

    static IEnumerable<(string Name, string Method, string Path)> Secured(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Value!["security"] is JsonArray { Count: > 0 }
        select ($"{operation.Key.ToUpperInvariant()} {path.Key.Replace("/api/participants/v1", "")}", operation.Key.ToUpperInvariant(),
            System.Text.RegularExpressions.Regex.Replace(path.Key, "{[^}]*}", Guid.NewGuid().ToString()));

    static async Task<HttpStatusCode> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"/api/participants/v1/{path}");
        return answer.StatusCode;
    }

    static async Task<HttpStatusCode> PutAsync(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/participants/v1/{path}")
        {
            Content = JsonContent.Create(body), Headers = { { "If-Match", "*" } },
        };
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    static async Task<HttpStatusCode> PostAsync(HttpClient client, string path, object? body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/participants/v1/{path}", body);
        return answer.StatusCode;
    }
}
