using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Newsletter;

static class NewsletterErrors
{
    public static Refusal TooManyAsks(int seconds) =>
        new(429, "too-many-requests", "Too many addresses have been given from here; try again later.") { RetryAfterSeconds = seconds };
    public static Refusal LinkNotValid =>
        new(410, "link-not-valid", "This link is not valid, or no longer. Ask for the newsletter again to get a new one.");
    public static Refusal AlreadySent =>
        Refusal.Conflict("issue-sent", "This issue has been sent: it can no longer be changed or sent again.");
}
