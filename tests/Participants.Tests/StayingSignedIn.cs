using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Security;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class StayingSignedIn(SignInApp app)
{
    [Fact]
    public async Task Each_refresh_gives_the_next_token_and_the_former_one_betrays_a_thief()
    {
        var (_, email) = await app.SomebodyAsync();
        var first = await app.SignInAsync(email);
        var second = (await app.RefreshAsync(first.Refresh)).ShouldNotBeNull();
        var third = (await app.RefreshAsync(second.Refresh)).ShouldNotBeNull();
        new[] { first.Refresh, second.Refresh, third.Refresh }.Distinct().Count().ShouldBe(3);

        (await app.RefreshAsync(first.Refresh)).ShouldBeNull("it was used, and its successor too: somebody copied it");

        (await app.RefreshAsync(third.Refresh)).ShouldBeNull("the whole session is over");
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => app.StatusAsync(third.Access));
    }

    [Fact]
    public async Task A_refresh_whose_answer_was_lost_gets_the_same_token_again_and_never_a_second_live_one()
    {
        var (_, email) = await app.SomebodyAsync();
        var first = await app.SignInAsync(email);
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => app.RefreshAsync(first.Refresh)));
        answers.Select(a => a.ShouldNotBeNull().Refresh).Distinct().ShouldHaveSingleItem();
        (await app.RefreshAsync(answers[0]!.Refresh)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_former_token_comes_too_late_after_a_moment()
    {
        var (id, email) = await app.SomebodyAsync();
        var first = await app.SignInAsync(email);
        var second = (await app.RefreshAsync(first.Refresh)).ShouldNotBeNull();
        await app.ExecuteAsync($"UPDATE sessions SET refreshed_at = refreshed_at - interval '1 minute' WHERE person_id = '{id}'");
        (await app.RefreshAsync(first.Refresh)).ShouldBeNull();
        (await app.RefreshAsync(second.Refresh)).ShouldBeNull("whose token it is cannot be told any more");
    }

    [Theory]
    [InlineData("refreshed_at = refreshed_at - interval '15 days'")]
    [InlineData("started_at = started_at - interval '91 days'")]
    public async Task A_session_that_is_unused_or_old_is_over(string moved)
    {
        var (id, email) = await app.SomebodyAsync();
        var tokens = await app.SignInAsync(email);
        await app.ExecuteAsync($"UPDATE sessions SET {moved} WHERE person_id = '{id}'");
        (await app.RefreshAsync(tokens.Refresh)).ShouldBeNull();
    }

    [Fact]
    public async Task Another_address_ends_every_session_of_the_former_one()
    {
        var (id, email) = await app.SomebodyAsync();
        var tokens = await app.SignInAsync(email);
        using var staff = await app.OperatorAsync();
        await CorrectedAsync(staff, $"people/{id}", CorrectingPeople.Everything("Somebody", email));
        tokens = (await app.RefreshAsync(tokens.Refresh)).ShouldNotBeNull("the same address is no other one");

        await CorrectedAsync(staff, $"people/{id}", CorrectingPeople.Everything("Somebody", $"{Guid.NewGuid():N}@example.org"));

        (await app.RefreshAsync(tokens.Refresh)).ShouldBeNull();
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => app.StatusAsync(tokens.Access));
    }

    [Fact]
    public async Task A_token_that_was_made_up_is_refused()
    {
        var (_, email) = await app.SomebodyAsync();
        var tokens = await app.SignInAsync(email);
        var forged = tokens.Refresh[..^2] + (tokens.Refresh[^2] == 'A' ? "BA" : "AA");
        (await app.RefreshAsync(forged)).ShouldBeNull();
        (await app.RefreshAsync("x")).ShouldBeNull();
        (await app.RefreshAsync(tokens.Refresh)).ShouldNotBeNull("a forgery ends nothing");
    }

    [Fact]
    public async Task Signing_out_ends_one_session_and_everywhere_ends_all()
    {
        var (_, email) = await app.SomebodyAsync();
        var (phone, laptop, tablet) = (await app.SignInAsync(email), await app.SignInAsync(email), await app.SignInAsync(email));
        using (var me = app.WithToken(phone.Access)) await DoneAsync(me, "me/sign-out");
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => app.StatusAsync(phone.Access));
        (await app.RefreshAsync(phone.Refresh)).ShouldBeNull();
        (await app.StatusAsync(laptop.Access)).ShouldBe(HttpStatusCode.OK);

        using (var me = app.WithToken(laptop.Access)) await DoneAsync(me, "me/sign-out-everywhere");
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => app.StatusAsync(tablet.Access));
        (await app.RefreshAsync(tablet.Refresh)).ShouldBeNull();
        (await app.StatusAsync((await app.SignInAsync(email)).Access)).ShouldBe(HttpStatusCode.OK, "signing in again is possible");
    }

    [Fact]
    public async Task Staff_can_sign_somebody_out_and_every_other_service_hears_of_it()
    {
        await using var another = await AnotherAsync();
        var (id, email) = await app.SomebodyAsync();
        var tokens = await app.SignInAsync(email);
        (await AskAsync(another, tokens.Access)).ShouldBe(HttpStatusCode.OK);

        using var staff = await app.OperatorAsync();
        await DoneAsync(staff, $"people/{id}/sign-out-everywhere");

        await Eventually.Equals(HttpStatusCode.Unauthorized, () => AskAsync(another, tokens.Access));
        using var anybody = app.Anonymous();
        (await anybody.GetStringAsync("/.well-known/revocations.json")).ShouldNotContain(
            id.ToString(), Case.Insensitive, "sessions are named, not people");
        (await AskAsync(another, (await app.SignInAsync(email)).Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Erasing_somebody_leaves_no_session_and_ends_their_tokens()
    {
        var (id, email) = await app.SomebodyAsync("facilitator");
        var tokens = await app.SignInAsync(email);
        await app.AskAsync(email);
        await using (var scope = app.Services.CreateAsyncScope())
            foreach (var kept in scope.ServiceProvider.GetServices<IPersonalData>())
            {
                (await kept.ExportAsync(new(id, []), default)).ShouldNotBeNull(kept.Name);
                await kept.EraseAsync(new(id, []), default);
                await kept.EraseAsync(new(id, []), default);
            }
        foreach (var table in new[] { "sessions", "role_grants" })
            (await app.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE person_id = '{id}'")).ShouldBe(0, table);
        var hash = Convert.ToHexString(app.Services.GetRequiredService<SignIn.SignInCodes>().HashOf(email));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM sign_in_codes WHERE address_hash = '\\x{hash}'")).ShouldBe(0);
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => app.StatusAsync(tokens.Access));
    }

    [Fact]
    public async Task What_is_over_is_taken_out()
    {
        var (id, email) = await app.SomebodyAsync();
        var tokens = await app.SignInAsync(email);
        using (var me = app.WithToken(tokens.Access)) await DoneAsync(me, "me/sign-out");
        await app.SignInAsync(email);
        await app.ExecuteAsync($"UPDATE sessions SET refreshed_at = now() - interval '15 days' WHERE person_id = '{id}'");
        var session = new JsonWebToken(tokens.Access).GetClaim("sid").Value;
        await app.ExecuteAsync($"UPDATE revocations SET issued_before = now() - interval '20 minutes' WHERE value = '{session}'");

        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<SignIn.TidySignIn>().RunAsync(default);

        (await app.ScalarAsync<long>($"SELECT count(*) FROM sessions WHERE person_id = '{id}'")).ShouldBe(0);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM revocations WHERE value = '{session}'")).ShouldBe(0);
    }

    /// <summary>Another service, as far as tokens go.</summary>
    async Task<WebApplication> AnotherAsync()
    {
        using var client = app.Anonymous();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Auth:Issuer"] = TokenIssuer.Issuer;
        builder.Configuration["services:participants:http:0"] = client.BaseAddress!.ToString().TrimEnd('/');
        builder.Configuration["Auth:RevocationsReadEvery"] = "00:00:01";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddTokenValidation(builder.Configuration);
        builder.Services.AddAuthorization();
        var another = builder.Build();
        another.MapGet("/", () => "in").RequireAuthorization();
        await another.StartAsync();
        return another;
    }

    static async Task<HttpStatusCode> AskAsync(WebApplication another, string token)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.GetAsync(another.Urls.First());
        return answer.StatusCode;
    }
}
