using QLab.Participants.Audit;
using QLab.Participants.Keys;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.SignIn;

static class SignInEndpoints
{
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<SignInOptions>(builder.Configuration.GetSection("SignIn"));
        services.AddSingleton<KeyedHash>();
        services.AddSingleton<SignInCodes>();
        services.AddSingleton<RefreshTokens>();
        services.AddDueWork<SendCodes>();
        services.AddPeriodicWork<TidySignIn>(new(TimeSpan.FromMinutes(1)));
        services.AddSingleton<OwnRevocations>();
        services.AddSingleton<IRevocationSource>(provider => provider.GetRequiredService<OwnRevocations>());
        services.AddScoped<SignInLimits>();
        services.AddScoped<Sessions>();
        services.AddScoped<CodeRequests>();
        services.AddScoped<CodeCheck>();
        services.AddScoped<CodeSignIn>();
        services.AddScoped<IFindPerson, FindPerson>();
    }

    public static void MapSignIn(this RouteGroupBuilder api)
    {
        // Remembering a request or its answer would keep an address or tokens.
        var signIn = api.MapGroup("/sign-in")
            .WithTag("Sign-in", "Signing in with a code sent by e-mail, and ending sessions.").AllowAnonymous()
            .IgnoresIdempotencyKey().WithLimits(quota: "token");
        signIn.MapPost("codes", AskForCode.Handle).WithSummary("Sends a code to the address, if somebody has it; the answer does not tell");
        signIn.MapPost("", SignInWithCode.Handle).WithSummary("Signs in with the code: an access token and a refresh token");

        var me = api.MapMe().WithTags("Sign-in");
        me.MapGet("sessions", ReadSessions.OfMe).WithSummary("Where I am signed in");
        me.MapPost("sign-out", SignOut.Here).WithName("signOut")
            .WithSummary("Ends the session that asks; its tokens are refused within a minute");
        me.MapPost("sign-out-everywhere", SignOut.Everywhere).WithName("signOutEverywhere").WithSummary("Ends every session of mine");
        api.MapPost("/people/{id:guid}/sign-out-everywhere", SignOut.Somebody)
            .WithName("signOutSomebody").WithTags("Sign-in").RequireScope(Access.Grant).Audited()
            .WithSummary("Ends every session of somebody else");
    }
}

static class SignInErrors
{
    public static Refusal TooMany(int seconds) =>
        new(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many for now: Retry-After says for how long to wait.") { RetryAfterSeconds = seconds };

    public static Refusal TooManyElsewhere(Refusal tooMany) => tooMany with
    {
        Detail = "Others have tried too many codes for this address. Enter the code where you asked for it, or ask for one here.",
    };

    /// <remarks>The same for a wrong code, an old one and an address that nobody has.</remarks>
    public static Refusal CodeNotValid =>
        new(StatusCodes.Status400BadRequest, "code-not-valid", "This code is wrong or no longer valid. Check it, or ask for a new one.");
}
