using MimeKit;
using QLab.Participants.Audit;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.Notifications.Mail;
using QLab.Participants.Notifications.Reaching;
using QLab.Participants.Notifications.Sending;
using QLab.Participants.Notifications.Templates;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.ServiceDefaults.Security;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.Participants.Notifications;

static class NotificationEndpoints
{
    public static void AddNotifications(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MailOptions>().BindConfiguration("Mail")
            .Validate(mail => MailboxAddress.TryParse(mail.From, out _), "Mail:From is no e-mail address.").ValidateOnStart();
        services.AddScoped<NotificationQueue>();
        services.AddScoped<WakeAfterCommit<Notification, SendNotifications>>();
        services.ConfigureDbContext<ParticipantsDb>(
            (provider, db) => db.AddInterceptors(provider.GetRequiredService<WakeAfterCommit<Notification, SendNotifications>>()));
        if (string.IsNullOrEmpty(builder.Configuration["Mail:Smtp:Host"])) services.AddSingleton<IMailDelivery, MailFolder>();
        else services.AddSingleton<IMailDelivery, SmtpDelivery>();
        services.AddScoped<Composer>()
            .AddScoped<Addressees>()
            .AddScoped<Letterhead>()
            .AddScoped<BouncedAddresses>()
            .AddScoped<Readers>()
            .AddScoped<TemplateShelf>();
        services.AddSingleton<SendNotifications>().AddPeriodicWork<SendNotifications>(new(TimeSpan.FromSeconds(1)) { AtStart = true });
        services.AddPeriodicWork<TellReach>(new(TimeSpan.FromSeconds(5)) { AtStart = true, OneReplicaAtATime = true });
        services.AddPeriodicWork<AnnounceReach>(new(TimeSpan.FromMinutes(10)) { AtStart = true, OneReplicaAtATime = true });
        services.AddPeriodicWork<ForgetValues>(new(TimeSpan.FromHours(1)));
        services.AddPeriodicMeter<MailMeter>(TimeSpan.FromSeconds(15));
    }

    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTag("Notifications", "What is sent to people, and what became of it.");
        notifications.MapGet("", ReadNotifications.List).RequireScope("participants:read").Audited()
            .WithSummary("What was sent to whom, and what became of it")
            .RefusesUnknown<ParticipantsDb>(("personId", (db, http) => db.People.VisibleTo(http.User, db).Select(p => p.Id)));
        notifications.MapPost("{id:guid}/send-again", SendAgain.Handle).WithName("sendNotificationAgain").RequireScope("participants:write").Audited()
            .WithSummary("Sends one that failed, or of which nobody knows whether it went out");
        notifications.MapPost("bounces", RecordBounce.Handle)
            .RequireScope("participants:write")
            .Audited()
            .WithSummary("Mail to an address came back; after a hard bounce nothing more is sent there");
        api.MapPost("/projects/{projectId:guid}/reach", ReadReach.Handle).WithName("readReach").WithTags("Notifications")
            .RequireScope("participants:read").Audited()
            .WithSummary("Who of these participants would get a mail or a letter now, and who is left out, and why; nothing is sent");
        api.MapGroup("/message-templates").WithTag("Message templates", "How the messages to people are worded, language by language.")
            .MapTemplates().WithName("listTemplates");
        // The former address: beside /notifications/{id}/send-again nobody could tell from it alone which is meant.
        notifications.MapGroup("/templates").ExcludeFromDescription().MapTemplates();
    }

    static RouteHandlerBuilder MapTemplates(this RouteGroupBuilder templates)
    {
        templates.MapGet("{name}", WriteTemplate.Read).RequireScope("participants:read").WithSummary("What a message says");
        templates.MapPost("", WriteTemplate.Handle)
            .RequireScope("participants:write")
            .WithSummary("Words a message anew; former versions stay");
        return templates.MapGet("", WriteTemplate.List).RequireScope("participants:read")
            .WithSummary("The messages that are sent, and in which languages");
    }
}

static class NotificationErrors
{
    public static Refusal NotToBeSentAgain =>
        Refusal.Conflict("notification-settled", "Only a notification that failed or is uncertain can be sent again.");
    public static Refusal Emptied =>
        Refusal.Conflict("notification-emptied", "What it was filled with is no longer kept; ask for it anew where it came from.");
}
