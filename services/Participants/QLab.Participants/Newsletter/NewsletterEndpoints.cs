using QLab.Participants.Audit;
using QLab.Participants.Notifications.Sending;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Newsletter;

static class NewsletterEndpoints
{
    public static void AddNewsletter(this IServiceCollection services)
    {
        services.AddSingleton<AsksByAddress>();
        services.AddSingleton<NewsletterLinks>();
        services.AddScoped<NewsletterConsent>();
        services.AddScoped<ISpecialContent, IssueContent>();
    }

    public static void MapNewsletter(this RouteGroupBuilder api)
    {
        var newsletter = api.MapGroup("/newsletter").WithTag("Newsletter", "Who has asked for the newsletter, and its issues.");
        newsletter.MapPost("subscriptions", Subscribe.Handle)
            .AllowAnonymous()
            .WithSummary("Asks for the newsletter; a mail to the address asks whether that was meant");
        newsletter.MapGet("subscriptions", ReadSubscriptions.List).RequireScope("participants:read").Audited()
            .WithSummary("Who has asked for it, and what they said")
            .RefusesUnknown<ParticipantsDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        newsletter.MapGet("confirm", AnswerLink.ConfirmPage).WithName("showConfirmationPage").AllowAnonymous()
            .WithSummary("The page behind the link of the first mail; it changes nothing");
        newsletter.MapPost("confirm", AnswerLink.Confirm).WithName("confirmSubscription").AllowAnonymous().WithSummary("Says yes");
        newsletter.MapGet("unsubscribe", AnswerLink.UnsubscribePage).WithName("showUnsubscriptionPage").AllowAnonymous()
            .WithSummary("The page behind the link of every issue; it changes nothing");
        newsletter.MapPost("unsubscribe", AnswerLink.Unsubscribe).WithName("unsubscribe").AllowAnonymous()
            .WithSummary("Stops the newsletter with one click (RFC 8058); any body, no token");

        var issues = newsletter.MapGroup("/issues");
        issues.MapPost("", WriteIssue.Handle).RequireScope("participants:write").WithSummary("Writes an issue, in Markdown");
        issues.MapGet("", ReadIssues.List).RequireScope("participants:read").WithSummary("Issues")
            .RefusesUnknown<ParticipantsDb>(("projectId", (db, _) => db.Projects.Select(p => p.Id)));
        issues.MapGet("{id:guid}", ReadIssues.Get)
            .RequireScope("participants:read")
            .WithSummary("One issue as it will look, and how far it has got");
        issues.MapPut("{id:guid}", WriteIssue.Correct)
            .RequireScope("participants:write")
            .WithSummary("Corrects an issue that has not been sent");
        issues.MapPost("{id:guid}/send", SendIssue.Handle)
            .RequireScope("participants:write")
            .WithSummary("Sends an issue to everybody who has said yes, once");
    }
}

static class NewsletterErrors
{
    public static Refusal TooManyAsks(int seconds) =>
        new(429, "too-many-requests", "Too many addresses have been given from here; try again later.") { RetryAfterSeconds = seconds };
    public static Refusal LinkNotValid =>
        new(410, "link-not-valid", "This link is not valid, or no longer. Ask for the newsletter again to get a new one.");
    public static Refusal AlreadySent =>
        Refusal.Conflict("issue-sent", "This issue has been sent: it can no longer be changed or sent again.");
}
