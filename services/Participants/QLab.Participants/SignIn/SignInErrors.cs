using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.SignIn;

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

    public static Refusal NotAPerson =>
        new(StatusCodes.Status403Forbidden, "not-a-person", "This is for people who are signed in; the token is a program's.");
}
