using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using QLab.Participants.SignIn;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class SigningIn(SignInApp app)
{
    [Fact]
    public async Task The_code_gives_a_token_that_says_who_it_is_and_what_their_roles_allow()
    {
        var (id, email) = await app.SomebodyAsync("facilitator");
        var tokens = await app.SignInAsync(email.ToUpperInvariant());

        var token = new JsonWebToken(tokens.Access);
        token.Subject.ShouldBe(id.ToString());
        token.TryGetClaim("client_id", out _).ShouldBeFalse("only programs' tokens have one");
        token.Claims.Where(c => c.Type == "roles").Select(c => c.Value).ShouldBe(["facilitator"]);
        tokens.Scope.Split(' ').ShouldContain("me");
        tokens.Scope.Split(' ').ShouldContain("workshops:write");
        tokens.Scope.Split(' ').ShouldNotContain("participants:read");
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromMinutes(15));

        using var me = app.WithToken(tokens.Access);
        var session = (await ReadAsync(me, "me/sessions")).AsArray().ShouldHaveSingleItem()!;
        session["current"]!.GetValue<bool>().ShouldBeTrue();
        session["id"]!.GetValue<string>().ShouldBe(token.GetClaim("sid").Value);
    }

    [Fact]
    public async Task The_token_says_what_they_take_part_as_until_they_leave()
    {
        var (id, email) = await app.SomebodyAsync();
        using var @operator = await app.OperatorAsync();
        var project = await CreatedAsync(@operator, "projects", NewProject($"p-{Guid.NewGuid():N}"));
        var participant = await CreatedAsync(@operator, $"projects/{project}/participants", Joining(id));

        var tokens = await app.SignInAsync(email);

        TakesPartAs(tokens).ShouldBe([participant.ToString()]);
        await DoneAsync(@operator, $"projects/{project}/participants/{participant}/leave", new { });
        TakesPartAs((await app.RefreshAsync(tokens.Refresh))!).ShouldBeEmpty();

        static IEnumerable<string> TakesPartAs(SignInApp.Tokens tokens) =>
            new JsonWebToken(tokens.Access).Claims.Where(claim => claim.Type == "participants").Select(claim => claim.Value);
    }

    [Fact]
    public async Task Somebody_invited_comes_in_with_what_is_in_their_mails()
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        using (var @operator = await app.OperatorAsync())
            await CreatedAsync(@operator, "staff/invitations", new { name = "Ines Ortega", email });
        (await app.Mail.LatestToAsync(email)).Text.ShouldContain("Ines Ortega");
        using var anybody = app.Anonymous();
        using (var asked = await anybody.PostAsJsonAsync("/api/participants/v1/sign-in/codes", new { email }))
            asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var mail = await app.Mail.LatestToAsync(email, count: 2);
        var code = System.Text.RegularExpressions.Regex.Match(mail.Text, @"\b[0-9]{8}\b").Value;

        using var answer = await anybody.PostAsJsonAsync("/api/participants/v1/sign-in", new { email, code });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, mail.Text);
        using var staff = app.WithToken(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["accessToken"]!.GetValue<string>());
        await ReadAsync(staff, "people");
    }

    [Fact]
    public async Task The_token_endpoint_takes_a_code_too()
    {
        var (id, email) = await app.SomebodyAsync();
        await app.AskAsync(email);
        var (status, body, _) = await app.TokenAsync([("grant_type", "urn:qlab:grant-type:sign-in-code"), ("email", email), ("code", await app.CodeAsync(email))]);
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        new JsonWebToken(body["access_token"]!.GetValue<string>()).Subject.ShouldBe(id.ToString());
        (await app.RefreshAsync(body["refresh_token"]!.GetValue<string>())).ShouldNotBeNull();
    }

    [Fact]
    public async Task Asking_answers_the_same_whether_somebody_has_the_address_or_not()
    {
        var (_, known) = await app.SomebodyAsync();
        var unknown = $"{Guid.NewGuid():N}@example.org";
        using var anybody = app.Anonymous();
        using var first = await anybody.PostAsJsonAsync("/api/participants/v1/sign-in/codes", new { email = known });
        using var second = await anybody.PostAsJsonAsync("/api/participants/v1/sign-in/codes", new { email = unknown });

        second.StatusCode.ShouldBe(first.StatusCode);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        Headers(second).ShouldBe(Headers(first));
        await app.CodeAsync(known);
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM sign_in_codes WHERE sealed_address IS NOT NULL"));
        var hash = Convert.ToHexString(app.Services.GetRequiredService<SignInCodes>().HashOf(unknown));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notifications JOIN sign_in_codes USING (id) WHERE address_hash = '\\x{hash}'")).ShouldBe(0);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM sign_in_codes WHERE address_hash = '\\x{hash}'")).ShouldBe(
            1, "the same row is written");
    }

    [Fact]
    public async Task A_wrong_code_and_an_address_that_nobody_has_are_refused_alike()
    {
        var (_, known) = await app.SomebodyAsync();
        var unknown = $"{Guid.NewGuid():N}@example.org";
        await app.AskAsync(known);
        await app.AskAsync(unknown);
        using var anybody = app.Anonymous();
        // Not even the right code helps where there is nobody.
        var codes = app.Services.GetRequiredService<SignInCodes>();
        var hash = codes.HashOf(unknown);
        var id = await app.ScalarAsync<Guid>($"SELECT id FROM sign_in_codes WHERE address_hash = '\\x{Convert.ToHexString(hash)}'");
        var right = codes.For(id, hash);

        var first = await RefusedAsync(
            anybody, "sign-in", new { email = known, code = Other(await app.CodeAsync(known)) }, HttpStatusCode.BadRequest);
        var second = await RefusedAsync(anybody, "sign-in", new { email = unknown, code = right }, HttpStatusCode.BadRequest);

        NameOf(first).ShouldBe("code-not-valid");
        first.AsObject().Remove("traceId");
        second.AsObject().Remove("traceId");
        second.ToJsonString().ShouldBe(first.ToJsonString());
    }

    [Fact]
    public async Task Five_wrong_tries_are_all_that_one_place_has_and_the_code_stays_good_elsewhere()
    {
        var (_, email) = await app.SomebodyAsync();
        await app.AskAsync(email);
        var code = await app.CodeAsync(email);
        using var stranger = app.From("203.0.113.5");
        for (var i = 0; i < 5; i++) await RefusedAsync(stranger, "sign-in", new { email, code = Other(code) }, HttpStatusCode.BadRequest);

        using (var slowed = await stranger.PostAsJsonAsync("/api/participants/v1/sign-in", new { email, code }))
        {
            slowed.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests, "not even the right one");
            slowed.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
        }
        using var owner = app.Anonymous();
        using var signedIn = await owner.PostAsJsonAsync("/api/participants/v1/sign-in", new { email, code });
        signedIn.StatusCode.ShouldBe(HttpStatusCode.OK, await signedIn.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_household_with_many_IPv6_addresses_is_one_place()
    {
        var (_, email) = await app.SomebodyAsync();
        await app.AskAsync(email);
        var code = await app.CodeAsync(email);
        for (var i = 0; i < 5; i++)
        {
            using var stranger = app.From($"2001:db8:9:1::{i:x}");
            await RefusedAsync(stranger, "sign-in", new { email, code = Other(code) }, HttpStatusCode.BadRequest);
        }
        using var sixth = app.From("2001:db8:9:1:ffff::6");
        await RefusedAsync(sixth, "sign-in", new { email, code }, HttpStatusCode.TooManyRequests);
        using var next = app.From("2001:db8:9:2::1");
        using var signedIn = await next.PostAsJsonAsync("/api/participants/v1/sign-in", new { email, code });
        signedIn.StatusCode.ShouldBe(HttpStatusCode.OK, await signedIn.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Guesses_at_once_do_not_get_more_than_five_tries()
    {
        var (_, email) = await app.SomebodyAsync();
        await app.AskAsync(email);
        var code = await app.CodeAsync(email);
        using var anybody = app.Anonymous();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => anybody.PostAsJsonAsync("/api/participants/v1/sign-in", new { email, code = Other(code) })));
        answers.Count(a => a.StatusCode == HttpStatusCode.BadRequest).ShouldBe(5);
        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(15);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_places_together_have_a_hundred_tries_a_day_and_do_not_keep_out_whoever_asked(bool known)
    {
        var email = known ? (await app.SomebodyAsync()).Email : $"{Guid.NewGuid():N}@example.org";
        await app.AskAsync(email);
        for (var place = 0; place < 20; place++)
        {
            using var stranger = app.From($"2001:db8:{(known ? 'a' : 'b')}:{place:x}::1");
            for (var i = 0; i < 5; i++)
                await RefusedAsync(stranger, "sign-in", new { email, code = "00000000" }, HttpStatusCode.BadRequest);
        }

        using var another = app.From($"2001:db8:{(known ? 'a' : 'b')}:ff::1");
        await RefusedAsync(another, "sign-in", new { email, code = "00000000" }, HttpStatusCode.TooManyRequests);
        using var asker = app.Anonymous();
        if (!known) await RefusedAsync(asker, "sign-in", new { email, code = "00000000" }, HttpStatusCode.BadRequest);
        else
        {
            var code = await app.CodeAsync(email);
            using var signedIn = await asker.PostAsJsonAsync("/api/participants/v1/sign-in", new { email, code });
            signedIn.StatusCode.ShouldBe(HttpStatusCode.OK, await signedIn.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Whoever_asks_in_anothers_name_gains_no_tries_at_the_codes_that_the_other_asked_for()
    {
        var (_, email) = await app.SomebodyAsync();
        await app.AskAsync(email);
        var code = await app.CodeAsync(email);
        var address = Convert.ToHexString(app.Services.GetRequiredService<SignInCodes>().HashOf(email));
        for (var place = 0; place < 20; place++)
        {
            using var stranger = app.From($"2001:db8:c:{place:x}::1");
            for (var i = 0; i < 5; i++)
                await RefusedAsync(stranger, "sign-in", new { email, code = "00000000" }, HttpStatusCode.BadRequest);
        }
        using var asker = app.From("2001:db8:c:ff::1");
        using (var asked = await asker.PostAsJsonAsync("/api/participants/v1/sign-in/codes", new { email }))
            asked.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await RefusedAsync(asker, "sign-in", new { email, code }, HttpStatusCode.BadRequest);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM sign_in_codes WHERE address_hash = '\\x{address}'")).ShouldBe(2, "both are live");
    }

    [Fact]
    public async Task A_code_is_good_once_even_when_it_comes_many_times_at_once()
    {
        var (_, email) = await app.SomebodyAsync();
        await app.AskAsync(email);
        var code = await app.CodeAsync(email);
        using var anybody = app.Anonymous();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => anybody.PostAsJsonAsync("/api/participants/v1/sign-in", new { email, code })));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.BadRequest).ShouldBe(4);
    }

    [Fact]
    public async Task A_code_is_over_after_ten_minutes()
    {
        var (_, email) = await app.SomebodyAsync();
        await app.AskAsync(email);
        var code = await app.CodeAsync(email);
        var hash = Convert.ToHexString(app.Services.GetRequiredService<SignInCodes>().HashOf(email));
        (await app.ScalarAsync<bool>($"SELECT expires_at - asked_at = interval '10 minutes' FROM sign_in_codes WHERE address_hash = '\\x{hash}'")).ShouldBeTrue();
        await app.ExecuteAsync($"UPDATE sign_in_codes SET expires_at = now() - interval '1 second' WHERE address_hash = '\\x{hash}'");
        using var anybody = app.Anonymous();
        NameOf(await RefusedAsync(anybody, "sign-in", new { email, code }, HttpStatusCode.BadRequest)).ShouldBe("code-not-valid");
    }

    [Fact]
    public async Task Neither_address_nor_code_nor_token_is_in_the_database_or_the_logs()
    {
        var (_, email) = await app.SomebodyAsync();
        await app.AskAsync(email);
        var code = await app.CodeAsync(email);
        var tokens = await app.SignInAsync(email);
        foreach (var table in new[] { "sign_in_codes", "sign_in_counts", "sessions", "revocations", "outbox", "idempotency_records", "audit_entries" })
            (await app.ScalarAsync<long>($"SELECT count(*) FROM {table} AS t WHERE t::text ILIKE '%{email}%' OR t::text LIKE '%{code}%' OR t::text LIKE '%{tokens.Refresh}%'"))
                .ShouldBe(0, table);
        app.Logs.Lines.ShouldNotContain(line => line.Contains(email) || line.Contains(tokens.Refresh) || line.Contains(tokens.Access));
    }

    [Theory]
    [InlineData("nobody", "12345678", "/email")]
    [InlineData("a@b", "12345678", "/email")]
    [InlineData("a@b.example", "1234567", "/code")]
    [InlineData("a@b.example", "1234567x", "/code")]
    public async Task What_cannot_be_right_is_refused_before_it_counts(string email, string code, string pointer)
    {
        using var anybody = app.Anonymous();
        Pointers(await RefusedAsync(anybody, "sign-in", new { email, code }, HttpStatusCode.BadRequest)).ShouldBe([pointer]);
    }

    [Fact]
    public async Task A_program_has_no_sessions()
    {
        using var program = app.WithToken(await app.AccessTokenAsync());
        using var refused = await program.GetAsync("/api/participants/v1/me/sessions");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    static string Other(string code) => code == "00000000" ? "00000001" : "00000000";

    static string[] Headers(HttpResponseMessage message) =>
        [.. message.Headers.Concat(message.Content.Headers)
            .Where(h => h.Key != "Date")
            .Select(h => $"{h.Key}: {string.Join(',', h.Value)}")
            .Order()];
}
