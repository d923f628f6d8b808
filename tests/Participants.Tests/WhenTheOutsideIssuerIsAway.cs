using System.Net;
using Microsoft.AspNetCore.Hosting;
using QLab.Testing;

namespace QLab.Participants.Tests;

public sealed class WhenTheOutsideIssuerIsAway(WhenTheOutsideIssuerIsAway.App app) : IClassFixture<WhenTheOutsideIssuerIsAway.App>
{
    public sealed class App : SignInApp, IAsyncLifetime
    {
        string authority = "";

        /// <summary>Of an issuer that nobody has reached and nobody will.</summary>
        public string Token { get; private set; } = "";

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await using (var gone = await OutsideIssuer.StartAsync())
            {
                authority = gone.Authority;
                Token = gone.Token(new() { ["sub"] = "a-colleague", ["roles"] = new[] { "lab-team" } });
            }
            await InitializeAsync();
        }

        protected override void Configure(IWebHostBuilder builder)
        {
            base.Configure(builder);
            builder.UseSetting("Auth:Authority", authority);
            builder.UseSetting("Auth:Audience", "the-lab");
            builder.UseSetting("Auth:RoleMap:lab-team", "staff");
        }
    }

    [Fact]
    public async Task Its_people_are_refused_and_everybody_else_comes_in()
    {
        (await app.StatusAsync(app.Token, "people")).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.StatusAsync(await app.AccessTokenAsync(), "people")).ShouldBe(HttpStatusCode.OK);
    }
}
