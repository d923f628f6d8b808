using System.Net;
using System.Net.Http.Headers;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Requests;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Util;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>
/// OAuth libraries that we did not write find the token endpoint, get tokens, renew them and check them: that we keep to the RFCs, as
/// others read them.
/// </summary>
public sealed class WithALibraryOfOthers(SignInApp app)
{
    [Fact]
    public async Task Gets_a_token_with_client_credentials_and_uses_it()
    {
        using var http = app.Anonymous();
        var token = await new ClientCredentialsRequest { ClientId = "operator", ClientSecret = OperatorSecret, Scope = "participants:read" }
            .ExecuteAsync(http, await TokenEndpointAsync(http), default, SystemClock.Default);

        token.TokenType.ShouldBe("Bearer");
        token.Scope.ShouldBe("participants:read");
        token.IsStale.ShouldBeFalse();
        using var program = app.WithToken(token.AccessToken);
        await ReadAsync(program, "people");
    }

    [Fact]
    public async Task Understands_why_it_is_refused()
    {
        using var http = app.Anonymous();
        var refused = await Should.ThrowAsync<TokenResponseException>(async () =>
            await new ClientCredentialsRequest
            {
                ClientId = "operator", ClientSecret = "wrong",
            }.ExecuteAsync(http, await TokenEndpointAsync(http), default, SystemClock.Default));
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Error.Error.ShouldBe("invalid_client");
        refused.Error.ErrorDescription.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Keeps_somebody_signed_in_by_renewing_by_itself()
    {
        var (_, email) = await app.SomebodyAsync();
        var signedIn = await app.SignInAsync(email);
        using var http = app.Anonymous();
        using var flow = new AuthorizationCodeFlow(new("https://nowhere.test/authorize", await TokenEndpointAsync(http))
        {
            ClientSecrets = new() { ClientId = "a-page-in-a-browser" },
        });
        var credential = new UserCredential(flow, "somebody", new()
        {
            AccessToken = "stale", RefreshToken = signedIn.Refresh, ExpiresInSeconds = 0, IssuedUtc = DateTime.UnixEpoch,
        });

        var renewed = await credential.GetAccessTokenForRequestAsync();

        using var me = app.WithToken(renewed);
        await ReadAsync(me, "me/sessions");
        credential.Token.RefreshToken.ShouldNotBe(signedIn.Refresh, "the library keeps the rotated token");
        (await credential.RefreshTokenAsync(default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Checks_a_token_with_nothing_but_the_issuers_address()
    {
        using var http = app.Anonymous();
        var described = await OpenIdConnectConfigurationRetriever.GetAsync(
            $"{http.BaseAddress}.well-known/openid-configuration", new ToUs(http), default);
        var checkedToken = await new JsonWebTokenHandler().ValidateTokenAsync(await app.AccessTokenAsync(), new TokenValidationParameters
        {
            ValidIssuer = described.Issuer, IssuerSigningKeys = described.SigningKeys, ValidAudience = "qlab",
        });
        checkedToken.IsValid.ShouldBeTrue(checkedToken.Exception?.Message);
    }

    /// <summary>Where the discovery document sends a library; the issuer's public name leads to this test's service.</summary>
    static async Task<string> TokenEndpointAsync(HttpClient http)
    {
        var described = OpenIdConnectConfiguration.Create(await http.GetStringAsync("/.well-known/openid-configuration"));
        described.GrantTypesSupported.ShouldContain("client_credentials");
        described.GrantTypesSupported.ShouldContain("refresh_token");
        described.TokenEndpointAuthMethodsSupported.ShouldContain("client_secret_post");
        return new Uri(http.BaseAddress!, new Uri(described.TokenEndpoint).AbsolutePath).ToString();
    }

    sealed class ToUs(HttpClient http) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            http.GetStringAsync(new Uri(address).AbsolutePath, cancel);
    }

    sealed class ClientCredentialsRequest : TokenRequest
    {
        public ClientCredentialsRequest() => GrantType = "client_credentials";
    }
}
