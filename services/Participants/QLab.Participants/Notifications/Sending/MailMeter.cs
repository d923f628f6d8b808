using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Telemetry;

namespace QLab.Participants.Notifications.Sending;

/// <summary>How many mails have not gone out, in each state in which a mail can stay.</summary>
sealed class MailMeter(IServiceScopeFactory scopes, IMeterFactory meters) : PeriodicMeter
{
    static readonly NotificationState[] States = [.. Enum.GetValues<NotificationState>().Except([NotificationState.Sent])];

    readonly Gauge<long> unsent = meters.QLab().CreateGauge<long>(
        "qlab.mail.unsent", "{mail}", "Mails that wait, are being sent, are letters to print, or were not sent: withheld, failed or uncertain");

    public override async Task MeasureAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ParticipantsDb>();
        var counts = await db.Notifications.Where(n => n.State != NotificationState.Sent)
            .GroupBy(n => n.State).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        foreach (var state in States)
            unsent.Record(counts.GetValueOrDefault(state), Measures.Tag("qlab.mail.state", state));
    }
}
