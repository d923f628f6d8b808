using System.Net;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Notifications;
using QLab.Testing;

namespace QLab.Participants.Tests;

public sealed class MeasuringWhatIsOpen(ParticipantsApp app) : IClassFixture<ParticipantsApp>
{
    [Fact]
    public async Task Mails_that_have_not_gone_out_are_counted_by_their_state()
    {
        using var measures = new RecordedMeasures(app.Services);
        var (nobody, sent) = (await AddAsync(new(Guid.NewGuid())), await AddAsync(new(await app.PersonAsync())));
        await IsAsync(nobody, "Withheld");
        await IsAsync(sent, "Sent");
        foreach (var state in new[] { "Waiting", "Waiting", "Failed", "Uncertain" })
            await app.ExecuteAsync($"""
                INSERT INTO notifications (id, template, state, attempts, next_attempt_at, requested_at)
                VALUES (gen_random_uuid(), 'export-ready', '{state}', 1, now() + interval '1 day', now())
                """);

        await measures.ReadGaugesAsync();

        foreach (var (state, count) in new[] { ("waiting", 2), ("sending", 0), ("withheld", 1), ("failed", 1), ("uncertain", 1) })
            measures.Last("qlab.mail.unsent", $"qlab.mail.state={state}").ShouldBe(count, state);
        measures.Last("qlab.mail.unsent", "qlab.mail.state=sent").ShouldBeNull();
    }

    [Fact]
    public async Task Requests_by_right_are_counted_while_they_are_open_and_once_they_are_overdue()
    {
        using var measures = new RecordedMeasures(app.Services);
        using var staff = app.Staff();
        using var accepted = await staff.PostAsync($"/api/participants/v1/people/{await app.PersonAsync()}/export", null);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync());
        await measures.ReadGaugesAsync();
        (Open("export"), Overdue("export"), Open("erasure"), Open("correction")).ShouldBe((1, 0, 0, 0));

        await app.ExecuteAsync("UPDATE rights_requests SET due_at = now() - interval '1 second'");
        await measures.ReadGaugesAsync();
        (Open("export"), Overdue("export"), Overdue("erasure")).ShouldBe((1, 1, 0));

        await app.ExecuteAsync("UPDATE rights_requests SET completed_at = now()");
        await measures.ReadGaugesAsync();
        (Open("export"), Overdue("export")).ShouldBe((0, 0));

        double? Open(string kind) => measures.Last("qlab.rights_request.open", $"qlab.rights_request.kind={kind}");
        double? Overdue(string kind) => measures.Last("qlab.rights_request.overdue", $"qlab.rights_request.kind={kind}");
    }

    async Task<Guid> AddAsync(Recipient to)
    {
        using var scope = app.Services.CreateScope();
        var id = Guid.CreateVersion7();
        var queue = scope.ServiceProvider.GetRequiredService<NotificationQueue>();
        queue.Add(id, to, "sign-in-code", new Dictionary<string, string> { ["code"] = "1" });
        await scope.ServiceProvider.GetRequiredService<ParticipantsDb>().SaveChangesAsync();
        return id;
    }

    Task IsAsync(Guid notification, string state) =>
        Eventually.Equals(state, async () =>
            await app.ScalarAsync<string>($"SELECT state FROM notifications WHERE id = '{notification}'") ?? "");
}
