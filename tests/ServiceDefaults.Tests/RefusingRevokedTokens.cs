using System.Net;
using QLab.Testing;

namespace QLab.ServiceDefaults.Tests;

public sealed class RefusingRevokedTokens(ToyApp app)
{
    [Fact]
    public async Task What_a_client_was_given_before_is_refused_and_what_it_gets_later_is_good()
    {
        var (before, another) = (Token("revoked"), Token("another"));
        (await AskAsync(before)).ShouldBe(HttpStatusCode.OK);
        app.Issuer.Revoke("client_id", "revoked", DateTimeOffset.UtcNow);
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => AskAsync(before));
        (await AskAsync(another)).ShouldBe(HttpStatusCode.OK);
        // Tokens tell whole seconds, so one of the same second may still be refused.
        await Eventually.Equals(HttpStatusCode.OK, () => AskAsync(Token("revoked")));
    }

    [Fact]
    public async Task A_session_that_is_over_is_over_here_and_the_persons_other_one_is_not()
    {
        var (person, over) = (Guid.NewGuid(), Guid.NewGuid());
        var (first, second) =
            (app.Issuer.PersonToken(person, "platform:operate", session: over), app.Issuer.PersonToken(person, "platform:operate"));
        (await AskAsync(first)).ShouldBe(HttpStatusCode.OK);
        app.Issuer.Revoke("sid", over.ToString(), DateTimeOffset.UtcNow.AddSeconds(1));
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => AskAsync(first));
        (await AskAsync(second)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_issuer_is_away_the_last_list_holds()
    {
        var (refused, good) = (Token("refused"), Token("good"));
        app.Issuer.Revoke("client_id", "refused", DateTimeOffset.UtcNow.AddMinutes(1));
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => AskAsync(refused));

        app.Issuer.IsAway = true;
        var asked = app.Issuer.Asked;
        await Eventually.Equals(true, () => Task.FromResult(app.Issuer.Asked >= asked + 2));
        (await AskAsync(refused)).ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(good)).ShouldBe(HttpStatusCode.OK);

        app.Issuer.Revoke("client_id", "good", DateTimeOffset.UtcNow.AddMinutes(1));
        app.Issuer.IsAway = false;
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => AskAsync(good));
    }

    string Token(string client) => app.Issuer.Token("platform:operate", client);

    async Task<HttpStatusCode> AskAsync(string token)
    {
        using var client = app.WithToken(token);
        using var answer = await client.GetAsync("/api/toy/v1/dead-letters");
        return answer.StatusCode;
    }
}
