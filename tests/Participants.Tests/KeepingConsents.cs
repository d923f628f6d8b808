using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.Participants.Consents;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Scheduling;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class KeepingConsents(ParticipantsApp app)
{
    [Fact]
    public async Task Every_answer_stays_in_the_history_and_the_latest_counts()
    {
        await using var another = await app.AnotherServiceAsync();
        var withdrawn = await another.ListenAsync<ConsentWithdrawn>();
        using var staff = app.Staff();
        var (participant, consents) = await ParticipantAsync(staff);

        NameOf(await RefusedAsync(staff, $"{consents}/give", new { purpose = "contact" })).ShouldBe("consent-given");
        NameOf(await RefusedAsync(staff, $"{consents}/withdraw", new { purpose = "quotation" })).ShouldBe("consent-not-given");
        await DoneAsync(staff, $"{consents}/withdraw", new { purpose = "contact" });
        await DoneAsync(staff, $"{consents}/give", new { purpose = "contact" });
        await DoneAsync(staff, $"{consents}/withdraw", new { purpose = "contact" });

        var shown = await ReadAsync(staff, consents);
        shown["now"]!.AsArray().ShouldHaveSingleItem()!["given"]!.GetValue<bool>().ShouldBeFalse();
        shown["history"]!.AsArray().Select(e => e!["given"]!.GetValue<bool>()).ShouldBe([true, false, true, false]);
        shown["history"]!.AsArray().Select(e => e!["recordedAt"]!.GetValue<DateTimeOffset>()).ShouldBeInOrder(SortDirection.Ascending);
        await Eventually.Equals(2, () => Task.FromResult(withdrawn.Count(e => e.ParticipantId == participant)));
    }

    [Fact]
    public async Task Two_answers_at_once_are_one_after_the_other_and_never_at_the_same_instant()
    {
        using var staff = app.Staff();
        var (participant, consents) = await ParticipantAsync(staff);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            staff.PostAsJsonAsync($"/api/participants/v1/{consents}/{(i % 2 == 0 ? "withdraw" : "give")}", new { purpose = "contact" })));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.NoContent || a.StatusCode == HttpStatusCode.Conflict);
        var history = (await ReadAsync(staff, consents))["history"]!.AsArray();
        history.Count.ShouldBe(1 + answers.Count(a => a.StatusCode == HttpStatusCode.NoContent));
        history.Select((e, i) => e!["given"]!.GetValue<bool>() == (i % 2 == 0)).ShouldAllBe(alternates => alternates);
        (await app.ScalarAsync<long>($"SELECT count(DISTINCT recorded_at) FROM consent_entries JOIN participations USING (ledger_id) WHERE id = '{participant}'")).ShouldBe(history.Count);
    }

    [Fact]
    public async Task They_are_told_again_with_the_instants_of_then_and_no_more_than_was_told_before()
    {
        await using var another = await app.AnotherServiceAsync();
        var (given, told) = (await another.ListenAsync<ConsentGiven>(), await another.ListenAsync<ConsentsAnnounced>());
        using var staff = app.Staff();
        var (participant, consents) = await ParticipantAsync(staff);
        await DoneAsync(staff, $"{consents}/withdraw", new { purpose = "contact" });
        await DoneAsync(staff, $"{consents}/give", new { purpose = "research" });
        await app.ExecuteAsync($"""
            INSERT INTO consent_entries (ledger_id, purpose, given, wording_version, recorded_at)
            SELECT ledger_id, 'quotation', false, 1, now() FROM participations WHERE id = '{participant}'
            """);
        await Eventually.Equals(2, () => Task.FromResult(given.Count(e => e.ParticipantId == participant)));

        app.Services.GetRequiredService<WakeSignal<AnnounceConsents>>().Wake();

        var since = given.Single(e => e.ParticipantId == participant && e.Purpose == "research").OccurredAt;
        await Eventually.Succeeds(() =>
        {
            var now = told.LastOrDefault(e => e.Consents.Any(c => c.ParticipantId == participant && c.Purpose == "research"));
            now.ShouldNotBeNull();
            now.Consents.Where(c => c.ParticipantId == participant).Select(c => (c.Purpose, c.Given))
                .ShouldBe([("contact", false), ("research", true)], ignoreOrder: true);
            now.Consents.Single(c => c.ParticipantId == participant && c.Given).Since.ShouldBe(since, TimeSpan.FromMicroseconds(1));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_withdrawal_that_is_sent_again_gets_its_first_answer()
    {
        using var staff = app.Staff();
        var (_, consents) = await ParticipantAsync(staff);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "\"withdraw once\"");
        await DoneAsync(staff, $"{consents}/withdraw", new { purpose = "contact" });
        await DoneAsync(staff, $"{consents}/withdraw", new { purpose = "contact" });
        (await ReadAsync(staff, consents))["history"]!.AsArray().Count.ShouldBe(2);
        app.Logs.Lines.ShouldNotContain(line => line.Contains("unhandled exception"), "an answer without a body is not written to");
    }

    [Theory]
    [InlineData("UPDATE consent_entries SET given = NOT given")]
    [InlineData("DELETE FROM consent_entries")]
    [InlineData("TRUNCATE consent_entries")]
    [InlineData("UPDATE consent_wordings SET text = ''")]
    [InlineData("DELETE FROM consent_wordings")]
    public async Task The_ledger_refuses_to_be_rewritten_whoever_asks(string sql)
    {
        using var staff = app.Staff();
        await ParticipantAsync(staff);
        var before = await app.ScalarAsync<long>("SELECT count(*) FROM consent_entries WHERE given");

        var refused = await Should.ThrowAsync<PostgresException>(() => app.ScalarAsync<object>(sql));

        refused.MessageText.ShouldContain("append-only");
        (await app.ScalarAsync<long>("SELECT count(*) FROM consent_entries WHERE given")).ShouldBe(before);
    }

    [Fact]
    public async Task What_was_asked_can_be_read_by_everybody()
    {
        using var anybody = app.Anonymous();
        (await ReadAsync(anybody, "consent-wordings")).AsArray().Select(w => w!["purpose"]!.GetValue<string>()).Distinct()
            .ShouldBe(["contact", "research", "quotation", "namedCredit", "livedExperienceData", "newsletter"], ignoreOrder: true);
    }

    async Task<(Guid Participant, string Consents)> ParticipantAsync(HttpClient staff)
    {
        var project = await app.ProjectAsync();
        var participant = await CreatedAsync(
            staff, $"projects/{project}/participants", Joining(await app.PersonAsync(), new { purpose = "contact", given = true }));
        return (participant, $"projects/{project}/participants/{participant}/consents");
    }
}
