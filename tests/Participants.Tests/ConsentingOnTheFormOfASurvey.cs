using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Surveys.Contracts;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

public sealed class ConsentingOnTheFormOfASurvey(ParticipantsApp app)
{
    [Fact]
    public async Task The_ledger_keeps_it_once_with_the_form_and_tells_the_others()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var participant = await JoinAsync(staff, project);
        await using var surveys = await app.AnotherServiceAsync();
        var given = await surveys.ListenAsync<ConsentGiven>();

        var told = new FormConsentsGiven(
            project, participant, ["research", "quotation", "unheardOf"], "Survey “Nights”, wording 2", ByStaff: false,
            DateTimeOffset.UtcNow);
        for (var again = 0; again < 2; again++) await app.HandledAsync(await surveys.PublishAsync(told));

        var history = (await ReadAsync(staff, $"projects/{project}/participants/{participant}/consents"))["history"]!.AsArray();
        history.Select(e => $"{e!["purpose"]} {e["given"]} {e["method"]} {e["paper"]!["form"]}").ShouldBe(
            ["research true form Survey “Nights”, wording 2", "quotation true form Survey “Nights”, wording 2"], ignoreOrder: true);
        await Eventually.Equals(2, () => Task.FromResult(given.Count(e => e.ParticipantId == participant)));
        (await ReadAsync(staff, $"projects/{project}/participants/{participant}/consents/receipt")).ToJsonString()
            .ShouldContain("on a form: Survey");
    }

    [Fact]
    public async Task What_was_withdrawn_since_is_not_given_again_by_a_late_word_nor_is_anything_of_who_has_left()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var (participant, left) =
            (await JoinAsync(staff, project, new { purpose = "research", given = true }), await JoinAsync(staff, project));
        await DoneAsync(staff, $"projects/{project}/participants/{participant}/consents/withdraw", new { purpose = "research" });
        await DoneAsync(staff, $"projects/{project}/participants/{left}/leave");
        await using var surveys = await app.AnotherServiceAsync();

        foreach (var (who, at) in new[] { (participant, DateTimeOffset.UtcNow.AddDays(-1)), (left, DateTimeOffset.UtcNow) })
            await app.HandledAsync(
                await surveys.PublishAsync(new FormConsentsGiven(project, who, ["research"], "A survey", ByStaff: true, at)));

        (await NowAsync(participant)).ShouldBe([false]);
        (await NowAsync(left)).ShouldBeEmpty();

        async Task<IEnumerable<bool>> NowAsync(Guid who) =>
            (await ReadAsync(staff, $"projects/{project}/participants/{who}/consents"))["now"]!.AsArray()
                .Select(e => e!["given"]!.GetValue<bool>());
    }

    async Task<Guid> JoinAsync(HttpClient staff, Guid project, params object[] consents) =>
        await CreatedAsync(staff, $"projects/{project}/participants", Joining(await app.PersonAsync(), consents));
}
