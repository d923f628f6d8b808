using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>What people do about their consents themselves, and what they are given to keep.</summary>
public sealed class SpeakingForOneself(ParticipantsApp app)
{
    [Fact]
    public async Task I_give_and_withdraw_my_own_consent_and_nobody_else_can_in_my_name()
    {
        var (person, participant) = await SomebodyAsync();
        using var me = app.WithToken(app.Issuer.PersonToken(person));
        using var somebodyElse = app.WithToken(app.Issuer.PersonToken(await app.PersonAsync()));
        var consents = $"me/participations/{participant}/consents";

        await DoneAsync(me, $"{consents}/give", new { purpose = "quotation" });
        (await ReadAsync(me, consents))["now"]!.AsArray().Count.ShouldBe(2);
        await DoneAsync(me, $"{consents}/withdraw", new { purpose = "quotation" });

        foreach (var path in new[] { $"{consents}/give", $"{consents}/withdraw", $"me/participations/{participant}/objection" })
            NameOf(await RefusedAsync(somebodyElse, path, new { purpose = "contact" }, HttpStatusCode.NotFound)).ShouldBe("participant-not-found");
        using var read = await somebodyElse.GetAsync($"/api/participants/v1/{consents}/receipt");
        read.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nothing_that_people_do_about_themselves_is_done_for_a_program()
    {
        var (_, participant) = await SomebodyAsync();
        using var program = app.Client("me");

        foreach (var path in new[] { "me/sessions", "me/requests", $"me/participations/{participant}/consents" })
        {
            using var read = await program.GetAsync($"/api/participants/v1/{path}");
            read.StatusCode.ShouldBe(HttpStatusCode.Forbidden, path);
            (await read.Content.ReadAsStringAsync()).ShouldContain("not-a-person");
        }
        foreach (var path in new[] { "me/export", "me/erasure/codes", "me/sign-out", "me/sign-out-everywhere", $"me/participations/{participant}/objection" })
            NameOf(await RefusedAsync(program, path, new { }, HttpStatusCode.Forbidden)).ShouldBe("not-a-person", path);
    }

    [Fact]
    public async Task An_objection_withdraws_everything_that_is_given()
    {
        await using var another = await app.AnotherServiceAsync();
        var withdrawn = await another.ListenAsync<ConsentWithdrawn>();
        var (person, participant) = await SomebodyAsync();
        using var me = app.WithToken(app.Issuer.PersonToken(person));
        await DoneAsync(me, $"me/participations/{participant}/consents/give", new { purpose = "research" });

        await DoneAsync(me, $"me/participations/{participant}/objection");
        await DoneAsync(me, $"me/participations/{participant}/objection");

        (await ReadAsync(me, $"me/participations/{participant}/consents"))["now"]!.AsArray()
            .ShouldAllBe(c => !c!["given"]!.GetValue<bool>());
        await Eventually.Equals("contact research", () => Task.FromResult(
            string.Join(' ', withdrawn.Where(w => w.ParticipantId == participant).Select(w => w.Purpose).Order(StringComparer.Ordinal))));
    }

    [Fact]
    public async Task The_receipt_says_in_which_words_and_when()
    {
        var (person, participant) = await SomebodyAsync();
        using var me = app.WithToken(app.Issuer.PersonToken(person));
        await DoneAsync(me, $"me/participations/{participant}/consents/withdraw", new { purpose = "contact" });

        var receipt = await ReadAsync(me, $"me/participations/{participant}/consents/receipt");

        receipt["schema_version"]!.GetValue<string>().ShouldBe("ISO/IEC TS 27560:2023");
        var record = receipt["consent_record"]!;
        record["pii_principal_id"]!.GetValue<Guid>().ShouldBe(participant);
        var processing = record["pii_processing"]!.AsArray().ShouldHaveSingleItem()!;
        processing["purposes"]![0]!["purpose_wording"]!.GetValue<string>().ShouldStartWith("You may write to me");
        processing["event"]!.AsArray().Select(e => e!["event_state"]!.GetValue<string>()).ShouldBe(["given", "withdrawn"]);
        record["party_identification"]![0]!["party_role"]!.GetValue<string>().ShouldBe("pii_controller");
        receipt["receipt_id"]!.GetValue<Guid>().ShouldBe(
            await app.ScalarAsync<Guid>($"SELECT ledger_id FROM participations WHERE id = '{participant}'"));
    }

    [Fact]
    public async Task A_new_wording_is_what_people_agree_to_from_then_on()
    {
        using var staff = app.Staff();
        var (person, participant) = await SomebodyAsync();
        using var me = app.WithToken(app.Issuer.PersonToken(person));
        await DoneAsync(me, $"me/participations/{participant}/consents/give", new { purpose = "namedCredit" });
        var revision =
            new { purpose = "namedCredit", text = "You may print my name where this Lab thanks those who took part.", afterVersion = 1 };

        (await staff.PostAsJsonAsync("/api/participants/v1/consent-wordings", revision)).StatusCode.ShouldBe(HttpStatusCode.Created);
        NameOf(await RefusedAsync(staff, "consent-wordings", revision)).ShouldBe("wording-revised");
        await DoneAsync(me, $"me/participations/{participant}/consents/withdraw", new { purpose = "namedCredit" });
        await DoneAsync(me, $"me/participations/{participant}/consents/give", new { purpose = "namedCredit" });

        (await ReadAsync(me, $"me/participations/{participant}/consents"))["history"]!.AsArray()
            .Where(e => e!["purpose"]!.GetValue<string>() == "namedCredit").Select(e => e!["wordingVersion"]!.GetValue<int>()).ShouldBe([1, 1, 2]);
    }

    /// <summary>
    /// Whatever is given and withdrawn, by the Lab and by the person, in any order and at once: what was withdrawn last is not granted.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public async Task No_order_of_events_grants_what_was_withdrawn_later(int seed)
    {
        var chance = new Random(seed);
        string[] purposes = ["contact", "research", "quotation"];
        await using var another = await app.AnotherServiceAsync();
        var (given, withdrawn) = (await another.ListenAsync<ConsentGiven>(), await another.ListenAsync<ConsentWithdrawn>());
        var (person, participant) = await SomebodyAsync();
        var project = await app.ScalarAsync<Guid>($"SELECT project_id FROM participations WHERE id = '{participant}'");
        using var me = app.WithToken(app.Issuer.PersonToken(person));
        using var staff = app.Staff();

        await Parallel.ForEachAsync(Enumerable.Range(0, 60).Select(_ => (Purpose: purposes[chance.Next(3)], Give: chance.Next(2) == 0, Mine: chance.Next(2) == 0)),
            new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (step, ct) =>
            {
                var (client, path) =
                    step.Mine ? (me, $"me/participations/{participant}") : (staff, $"projects/{project}/participants/{participant}");
                using var answer = await client.PostAsJsonAsync(
                    $"/api/participants/v1/{path}/consents/{(step.Give ? "give" : "withdraw")}", new { purpose = step.Purpose }, ct);
                ((int)answer.StatusCode).ShouldBeOneOf(204, 409);
            });

        var shown = await ReadAsync(me, $"me/participations/{participant}/consents");
        var history = shown["history"]!.AsArray().Select(e => (Purpose: Text(e, "purpose"), Given: e!["given"]!.GetValue<bool>(), At: e["recordedAt"]!.GetValue<DateTimeOffset>())).ToList();
        await Eventually.Equals(history.Count, () => Task.FromResult(given.Count(e => e.ParticipantId == participant) + withdrawn.Count(e => e.ParticipantId == participant)));
        foreach (var purpose in purposes)
        {
            var entries = history.Where(e => e.Purpose == purpose).ToList();
            if (entries.Count == 0) continue;
            entries.Select(e => e.At).ShouldBeInOrder();
            entries.Select(e => e.At)
                .Distinct()
                .Count()
                .ShouldBe(entries.Count, "no two share an instant, so the latest is the latest for everybody");
            var now = shown["now"]!.AsArray().Single(e => Text(e, "purpose") == purpose)!["given"]!.GetValue<bool>();
            now.ShouldBe(entries[^1].Given);

            // What a service makes of the events, in whatever order they came to it.
            var heard = given.Where(e => e.ParticipantId == participant && e.Purpose == purpose).Select(e => (e.OccurredAt, Given: true))
                .Concat(withdrawn.Where(e => e.ParticipantId == participant && e.Purpose == purpose).Select(e => (e.OccurredAt, Given: false))).ToArray();
            chance.Shuffle(heard);
            heard.MaxBy(e => e.OccurredAt).Given.ShouldBe(now);
        }
    }

    static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();

    async Task<(Guid Person, Guid Participant)> SomebodyAsync()
    {
        using var staff = app.Staff();
        var person = await app.PersonAsync();
        return (person, await CreatedAsync(staff, $"projects/{await app.ProjectAsync()}/participants", Joining(person, new
        {
            purpose = "contact", given = true,
        })));
    }
}
