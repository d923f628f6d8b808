using System.Net;
using System.Text.Json.Nodes;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class RecordingPaperConsents(ParticipantsApp app)
{
    const string InJune = "2018-06-12";

    [Fact]
    public async Task The_ledger_says_which_form_was_signed_when_and_who_holds_it()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        Guid[] participants = [await JoinAsync(staff, project), await JoinAsync(staff, project)];

        await DoneAsync(
            staff, $"projects/{project}/consents", Paper([.. participants.Select(p => Signed(p, InJune, "contact", "research"))]));

        foreach (var participant in participants)
        {
            var now = (await ConsentsAsync(staff, project, participant))["now"]!.AsArray();
            now.Select(e => $"{e!["purpose"]} {e["given"]} {e["method"]}")
                .ShouldBe(["contact true paper", "research true paper"], ignoreOrder: true);
            now[0]!["paper"]!.ToJsonString().ShouldBe(
                """{"form":"Consent form, version 2","signedOn":"2018-06-12","heldBy":"The office"}""");
        }
        (await ReadAsync(staff, $"projects/{project}/participants/{participants[0]}/consents/receipt")).ToJsonString()
            .ShouldContain("on paper: Consent form, version 2, signed on 2018-06-12, held by The office");
    }

    [Fact]
    public async Task One_fault_and_nothing_is_recorded()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var (right, given) = (await JoinAsync(staff, project), await JoinAsync(staff, project, new { purpose = "research", given = true }));
        var left = await JoinAsync(staff, project);
        await DoneAsync(staff, $"projects/{project}/participants/{left}/leave");

        Pointers(await RefusedAsync(staff, $"projects/{project}/consents", Paper(
            Signed(right, InJune, "research", "research"), Signed(given, InJune, "contact", "research"),
            Signed(Guid.NewGuid(), InJune, "research"), Signed(left, "9999-01-01", "research")), HttpStatusCode.BadRequest)).ShouldBe(
            ["/consents/0/purposes/1", "/consents/1/purposes/1", "/consents/2/participantId", "/consents/3/participantId", "/consents/3/signedOn"],
            ignoreOrder: true);

        (await ConsentsAsync(staff, project, right))["history"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_old_paper_does_not_bring_back_what_was_withdrawn_since()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var participant = await JoinAsync(staff, project, new { purpose = "research", given = true });
        await DoneAsync(staff, $"projects/{project}/participants/{participant}/consents/withdraw", new { purpose = "research" });

        Pointers(await RefusedAsync(
            staff, $"projects/{project}/consents", Paper(Signed(participant, InJune, "research")), HttpStatusCode.BadRequest))
            .ShouldBe(["/consents/0/purposes/0"]);

        (await ConsentsAsync(staff, project, participant))["now"]![0]!["given"]!.GetValue<bool>().ShouldBeFalse();
    }

    static object Paper(params object[] consents) => new { form = "Consent form, version 2", heldBy = "The office", consents };

    static object Signed(Guid participantId, string signedOn, params string[] purposes) => new { participantId, signedOn, purposes };

    async Task<Guid> JoinAsync(HttpClient staff, Guid project, params object[] consents) =>
        await CreatedAsync(staff, $"projects/{project}/participants", Joining(await app.PersonAsync(), consents));

    static Task<JsonNode> ConsentsAsync(HttpClient staff, Guid project, Guid participant) =>
        ReadAsync(staff, $"projects/{project}/participants/{participant}/consents");
}
