using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Client;
using QLab.Testing;
using static OpenIddict.Abstractions.OpenIddictExceptions;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>
/// OAuth libraries that we did not write find the token endpoint, get tokens, renew, lose and check them: that we keep to the RFCs, as
/// others read them.
/// </summary>
public sealed class WithALibraryOfOthers(SignInApp app)
{
    [Fact]
    public async Task Gets_a_token_with_client_credentials_and_uses_it()
    {
        await using var program = Program("operator", OperatorSecret);
        var got = await program.Service.AuthenticateWithClientCredentialsAsync(new() { Scopes = ["participants:read"] });

        got.TokenResponse.TokenType.ShouldBe("Bearer");
        got.TokenResponse.Scope.ShouldBe("participants:read");
        got.AccessTokenExpirationDate!.Value.ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        using var client = app.WithToken(got.AccessToken);
        await ReadAsync(client, "people");
    }

    [Fact]
    public async Task Understands_why_it_is_refused()
    {
        await using var program = Program("operator", "wrong");
        var refused = await Should.ThrowAsync<ProtocolException>(async () =>
            await program.Service.AuthenticateWithClientCredentialsAsync(new()));
        refused.Error.ShouldBe("invalid_client");
        refused.ErrorDescription.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Stays_signed_in_by_renewing_and_loses_it_with_a_token_that_was_used_before()
    {
        var (_, email) = await app.SomebodyAsync();
        var signedIn = await app.SignInAsync(email);
        await using var page = Program("a-page-in-a-browser", secret: null);

        var first = await RenewAsync(page, signedIn.Refresh);
        using (var me = app.WithToken(first.AccessToken)) await ReadAsync(me, "me/sessions");
        first.RefreshToken.ShouldNotBeNull().ShouldNotBe(signedIn.Refresh);

        var second = await RenewAsync(page, first.RefreshToken);
        (await Should.ThrowAsync<ProtocolException>(() => RenewAsync(page, signedIn.Refresh))).Error.ShouldBe("invalid_grant");
        (await Should.ThrowAsync<ProtocolException>(() => RenewAsync(page, second.RefreshToken!))).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Checks_a_token_with_nothing_but_the_issuers_address()
    {
        using var http = app.Anonymous();
        var described = await OpenIdConnectConfigurationRetriever.GetAsync(
            $"{http.BaseAddress}.well-known/openid-configuration", new FromUs(http), default);
        var checkedToken = await new JsonWebTokenHandler().ValidateTokenAsync(await app.AccessTokenAsync(), new TokenValidationParameters
        {
            ValidIssuer = described.Issuer, IssuerSigningKeys = described.SigningKeys, ValidAudience = "qlab",
        });
        checkedToken.IsValid.ShouldBeTrue(checkedToken.Exception?.Message);
    }

    static async Task<OpenIddictClientModels.RefreshTokenAuthenticationResult> RenewAsync(OAuthProgram program, string refreshToken) =>
        await program.Service.AuthenticateWithRefreshTokenAsync(new() { RefreshToken = refreshToken, DisableUserInfo = true });

    /// <summary>A program of somebody else that knows the issuer's address and its own name.</summary>
    OAuthProgram Program(string clientId, string? secret)
    {
        var services = new ServiceCollection();
        services.AddOpenIddict().AddClient(client =>
        {
            client.AllowClientCredentialsFlow().AllowRefreshTokenFlow();
            client.DisableTokenStorage();
            client.UseSystemNetHttp();
            client.AddRegistration(new() { Issuer = new(TokenIssuer.Issuer), ClientId = clientId, ClientSecret = secret });
        });
        services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(() => new ToUs(app)));
        return new(services.BuildServiceProvider());
    }

    sealed record OAuthProgram(ServiceProvider Services) : IAsyncDisposable
    {
        public OpenIddictClientService Service => Services.GetRequiredService<OpenIddictClientService>();

        public ValueTask DisposeAsync() => Services.DisposeAsync();
    }

    /// <summary>The issuer's public name leads to this test's service.</summary>
    sealed class ToUs(SignInApp app) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
        {
            using var ours = app.Anonymous();
            request.RequestUri = new(ours.BaseAddress!, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, ct);
        }
    }

    sealed class FromUs(HttpClient http) : IDocumentRetriever
    {
        public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
            http.GetStringAsync(new Uri(address).AbsolutePath, cancel);
    }
}
