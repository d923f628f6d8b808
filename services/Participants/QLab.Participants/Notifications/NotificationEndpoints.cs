using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Notifications.Bounces;
using QLab.Participants.Notifications.Mail;
using QLab.Participants.Notifications.Sending;
using QLab.Participants.Notifications.Templates;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Notifications;

static class NotificationEndpoints
{
    public static void AddNotifications(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<MailOptions>(builder.Configuration.GetSection("Mail"));
        services.AddScoped<NotificationQueue>();
        services.AddSingleton<SendSignal>();
        services.AddScoped<SendInterceptor>();
        services.ConfigureDbContext<ParticipantsDb>((provider, db) => db.AddInterceptors(provider.GetRequiredService<SendInterceptor>()));
        if (string.IsNullOrEmpty(builder.Configuration["Mail:Smtp:Host"])) services.AddSingleton<IMailDelivery, MailFolder>();
        else services.AddSingleton<IMailDelivery, SmtpDelivery>();
        services.AddScoped<Composer>().AddScoped<Addressees>().AddScoped<BouncedAddresses>().AddScoped<TemplateShelf>();
        services.AddScoped<IPersonalData, NotificationsPersonalData>();
        services.AddHostedService<SendNotifications>();
        services.AddHostedService<ForgetValues>();
        services.AddHostedService<MailMeter>();
    }

    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTag("Notifications", "What is sent to people, and what became of it.");
        notifications.MapGet("", ReadNotifications.List).RequireScope("participants:read").Audited().WithSummary("What was sent to whom, and what became of it");
        notifications.MapPost("{id:guid}/send-again", SendAgain.Handle).WithName("sendNotificationAgain").RequireScope("participants:write").Audited()
            .WithSummary("Sends one that failed, or of which nobody knows whether it went out");
        notifications.MapPost("bounces", RecordBounce.Handle).RequireScope("participants:write").Audited().WithSummary("Mail to an address came back; after a hard bounce nothing more is sent there");
        api.MapGroup("/message-templates").WithTag("Message templates", "How the messages to people are worded, language by language.")
            .MapTemplates().WithName("listTemplates");
        // The former address: beside /notifications/{id}/send-again nobody could tell from it alone which is meant.
        notifications.MapGroup("/templates").ExcludeFromDescription().MapTemplates();
    }

    static RouteHandlerBuilder MapTemplates(this RouteGroupBuilder templates)
    {
        templates.MapGet("{name}", WriteTemplate.Read).RequireScope("participants:read").WithSummary("What a message says");
        templates.MapPost("", WriteTemplate.Handle).RequireScope("participants:write").WithSummary("Words a message anew; former versions stay");
        return templates.MapGet("", WriteTemplate.List).RequireScope("participants:read")
            .WithSummary("The messages that are sent, and in which languages");
    }
}
