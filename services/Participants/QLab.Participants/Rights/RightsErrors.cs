using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Rights;

static class RightsErrors
{
    public static Refusal NotReady =>
        Refusal.Conflict("export-not-ready", "Not every service has answered yet; the export says which.") with { RetryAfterSeconds = 5 };
    public static Refusal Expired => new(410, "export-expired", "The export was thrown away after its time; ask for a new one.");
    public static Refusal CodeNeeded => new(
        StatusCodes.Status403Forbidden, "erasure-code-needed",
        "An erasure cannot be undone, so being signed in is not enough. Ask for a code with POST /me/erasure/codes: it is mailed to you. "
        + "Then send it as code. If no mail reaches you, ask the Lab's staff to erase you.");
    public static Refusal TooMany =>
        Refusal.Conflict("export-under-way", "An export is under way or ready already; its id is in existingId.");
}
