using System.Net;
using Microsoft.AspNetCore.Hosting;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>People come with the tokens of an OpenID Connect provider that somebody else runs.</summary>
public sealed class SigningInElsewhere(SigningInElsewhere.App app) : IClassFixture<SigningInElsewhere.App>
{
    public sealed class App : SignInApp, IAsyncLifetime
    {
        public OutsideIssuer Outside { get; private set; } = null!;

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            Outside = await OutsideIssuer.StartAsync();
            await InitializeAsync();
        }

        async ValueTask IAsyncDisposable.DisposeAsync()
        {
            await DisposeAsync();
            await Outside.DisposeAsync();
        }

        protected override void Configure(IWebHostBuilder builder)
        {
            base.Configure(builder);
            builder.UseSetting("Auth:Authority", Outside.Authority);
            builder.UseSetting("Auth:Audience", "the-lab");
            builder.UseSetting("Auth:RoleClaim", "realm_access.roles");
            builder.UseSetting("Auth:RoleMap:lab-team", "staff");
            builder.UseSetting("Auth:RoleMap:lab-host", "facilitator");
        }
    }

    [Fact]
    public async Task Their_roles_become_ours_and_ours_become_scopes()
    {
        (await app.StatusAsync(app.Outside.Token(Claims(["lab-team", "golf-club"])), "people")).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync(app.Outside.Token(Claims(["lab-host"])), "people")).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync(app.Outside.Token(Claims(["staff"])), "people")).ShouldBe(
            HttpStatusCode.Forbidden, "a role of theirs that nobody mapped is nothing here");
        foreach (var odd in new object[] { "{no json", "staff", new[] { 1, 2 }, new Dictionary<string, object> { ["roles"] = "lab-team" } })
            (await app.StatusAsync(app.Outside.Token(new()
            {
                ["sub"] = "x", ["realm_access"] = odd,
            }), "people")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_verified_address_leads_to_the_person_and_any_other_does_not()
    {
        var (_, email) = await app.SomebodyAsync();
        (await app.StatusAsync(app.Outside.Token(Claims([], email.ToUpperInvariant(), verified: true)))).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync(app.Outside.Token(Claims([], email, verified: false)))).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync(app.Outside.Token(Claims([], "nobody@example.org", verified: true)))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nothing_else_that_they_say_is_believed()
    {
        var (person, _) = await app.SomebodyAsync();
        var claims = Claims([]);
        claims["sub"] = person.ToString();
        claims["scope"] = "me participants:read participants:write platform:operate";
        claims["client_id"] = "operator";
        claims["roles"] = new[] { "staff" };
        var token = app.Outside.Token(claims);
        (await app.StatusAsync(token)).ShouldBe(HttpStatusCode.Forbidden, "their subject is no id of ours");
        (await app.StatusAsync(token, "people")).ShouldBe(HttpStatusCode.Forbidden);
        (await app.StatusAsync(token, "dead-letters")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Tokens_that_are_not_theirs_or_not_for_us_are_refused()
    {
        var claims = Claims(["lab-team"]);
        foreach (var (what, token) in new[]
        {
            ("another audience", app.Outside.Token(claims, audience: "another-lab")),
            ("expired", app.Outside.Token(claims, lifetime: TimeSpan.FromHours(-1))),
            ("another issuer", app.Outside.Token(claims, issuer: "https://elsewhere.test")), ("forged", app.Outside.ForgedToken(claims)),
            ("the public key as a secret", app.Outside.SymmetricToken(claims)),
            ("our issuer, their key", app.Outside.Token(claims, audience: "qlab", issuer: TokenIssuer.Issuer)),
            ("no token at all", "x.y.z"),
        })
            (await app.StatusAsync(token, "people")).ShouldBe(HttpStatusCode.Unauthorized, what);
    }

    [Fact]
    public async Task An_ID_token_of_the_same_issuer_for_the_same_audience_opens_nothing()
    {
        (await app.StatusAsync(app.Outside.Token(Claims(["lab-team"])), "people")).ShouldBe(HttpStatusCode.OK);
        (await app.StatusAsync(app.Outside.IdToken(Claims(["lab-team"])), "people")).ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var type in (string[])["JWT", "logout+jwt", "dpop+jwt", ""])
            (await app.StatusAsync(app.Outside.Token(Claims(["lab-team"]), type: type), "people")).ShouldBe(HttpStatusCode.Unauthorized, type);
    }

    [Fact]
    public async Task From_an_issuer_that_calls_everything_a_JWT_access_tokens_are_those_with_scopes()
    {
        await using var elsewhere = app.Replica(("Auth:TokenType", "JWT"));
        using var client = elsewhere.CreateClient();
        var claims = Claims(["lab-team"]);
        var scoped = new Dictionary<string, object>(claims) { ["scope"] = "openid profile" };
        foreach (var (token, expected) in new[]
        {
            (app.Outside.Token(scoped, type: "JWT"), HttpStatusCode.OK), (app.Outside.Token(claims, type: "JWT"), HttpStatusCode.Unauthorized),
            (app.Outside.IdToken(claims), HttpStatusCode.Unauthorized), (app.Outside.IdToken(scoped), HttpStatusCode.Unauthorized),
        })
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using var answer = await client.GetAsync("/api/participants/v1/people");
            answer.StatusCode.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Programs_and_people_with_our_own_tokens_come_in_as_before()
    {
        (await app.StatusAsync(await app.AccessTokenAsync(), "people")).ShouldBe(HttpStatusCode.OK);
        var (_, email) = await app.SomebodyAsync("facilitator");
        (await app.StatusAsync((await app.SignInAsync(email)).Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_audit_log_names_them_as_their_issuer_does()
    {
        var (person, _) = await app.SomebodyAsync();
        var claims = Claims(["lab-team"]);
        claims["sub"] = "a-colleague";
        using var colleague = app.WithToken(app.Outside.Token(claims));
        await ReadAsync(colleague, $"people/{person}");
        (await ReadAsync(colleague, $"audit?personId={person}&what=person&action=read")).AsArray()
            .ShouldHaveSingleItem()!["actor"]!.GetValue<string>()
            .ShouldBe($"outside:{app.Outside.Authority}|a-colleague");
    }

    static Dictionary<string, object> Claims(string[] roles, string? email = null, bool verified = false)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Guid.NewGuid().ToString(), ["realm_access"] = new Dictionary<string, object> { ["roles"] = roles },
        };
        if (email is not null) (claims["email"], claims["email_verified"]) = (email, verified);
        return claims;
    }
}
