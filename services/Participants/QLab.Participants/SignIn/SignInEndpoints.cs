using QLab.Participants.Audit;
using QLab.Participants.Keys;
using QLab.Participants.People;
using QLab.Participants.Roles;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Privacy;
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
        services.AddScoped<IPersonalData, SignInPersonalData>();
        services.AddScoped<IPersonalData, RolesPersonalData>();
        services.AddScoped<IPersonalData, AuditPersonalData>();
    }

    public static void MapSignIn(this RouteGroupBuilder api)
    {
        // Remembering a request or its answer would keep an address or tokens.
        var signIn = api.MapGroup("/sign-in")
            .WithTag("Sign-in", "Signing in with a code sent by e-mail, and ending sessions.").AllowAnonymous()
            .IgnoresIdempotencyKey().WithLimits(quota: "token");
        signIn.MapPost("codes", AskForCode.Handle).WithSummary("Sends a code to the address, if somebody has it; the answer does not tell");
        signIn.MapPost("", SignInWithCode.Handle).WithSummary("Signs in with the code: an access token and a refresh token");

        var me = api.MapGroup("/me").WithTags("Sign-in").RequireScope(Access.Me);
        me.MapGet("sessions", ReadSessions.OfMe).WithSummary("Where I am signed in");
        me.MapPost("sign-out", SignOut.Here).WithName("signOut")
            .WithSummary("Ends the session that asks; its tokens are refused within a minute");
        me.MapPost("sign-out-everywhere", SignOut.Everywhere).WithName("signOutEverywhere").WithSummary("Ends every session of mine");
        api.MapPost("/people/{id:guid}/sign-out-everywhere", SignOut.Somebody)
            .WithName("signOutSomebody").WithTags("Sign-in").RequireScope(Access.Grant).Audited()
            .WithSummary("Ends every session of somebody else");
    }
}
