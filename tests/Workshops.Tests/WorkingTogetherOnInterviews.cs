using System.Net;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Testing;
using static QLab.Workshops.Tests.CodedInterviews;

namespace QLab.Workshops.Tests;

public sealed class WorkingTogetherOnInterviews(WorkshopsApp app)
{
    [Fact]
    public async Task Undo_and_redo_walk_through_what_a_coder_did_and_others_hear_of_it()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        await using var another = await app.AnotherServiceAsync();
        var uncoded = await another.ListenAsync<ContributionUncoded>();
        var passage = await coder.CodeAsync(interview, 2, 0, 6);
        var address = $"{interview.Id}/passages/{passage}";
        (await RecodeAsync(coder, address, interview, 0, 12, "More.")).ShouldBe(HttpStatusCode.OK);
        (await coder.ChangeAsync(HttpMethod.Delete, address, null)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await StepAsync(coder, interview, "undo")).ShouldBe("uncoded");
        (await coder.ReadAsync(address))["quote"]!.GetValue<string>().ShouldBe("Nobody asked");
        (await StepAsync(coder, interview, "undo")).ShouldBe("recoded");
        (await coder.ReadAsync(address))["memo"].ShouldBeNull();
        (await StepAsync(coder, interview, "undo")).ShouldBe("coded");
        await coder.RefusedAsync($"{interview.Id}/coding/undo", null, HttpStatusCode.Conflict, "nothing-to-undo");
        (await StepAsync(coder, interview, "redo")).ShouldBe("coded");

        using var colleague = app.Coder();
        (await RecodeAsync(colleague, address, interview, 7, 12, null)).ShouldBe(HttpStatusCode.OK);
        var refused = await coder.RefusedAsync($"{interview.Id}/coding/undo", null, HttpStatusCode.Conflict, "changed-since");
        refused["detail"]!.GetValue<string>().ShouldContain("another coder changed the passage on ");
        await Eventually.Equals(
            "3 6", () => Task.FromResult(string.Join(' ', uncoded.Where(e => e.PassageId == passage).Select(e => e.Version).Order())));
    }

    [Fact]
    public async Task Words_that_are_no_longer_said_are_not_done_again()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        await coder.CodeAsync(interview, 2, 0, 6);
        (await StepAsync(coder, interview, "undo")).ShouldBe("coded");
        using var staff = app.Client(WorkshopsApp.AllScopes);
        await staff.TranscribeAsync(interview.Id, "I: How is it?\nP1: Somebody asked.");
        await coder.RefusedAsync($"{interview.Id}/coding/redo", null, HttpStatusCode.Conflict, "words-changed");
    }

    [Fact]
    public async Task Of_two_who_change_the_same_passage_the_second_reads_it_again()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        var address = $"{interview.Id}/passages/{await coder.CodeAsync(interview, 2, 0, 6)}";
        using var read = await coder.GetAsync(Address(address));
        var etag = read.Headers.ETag!.Tag;
        (await RecodeAsync(coder, address, interview, 0, 12, null)).ShouldBe(HttpStatusCode.OK);
        (await coder.ChangeAsync(HttpMethod.Delete, address, null, etag)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    /// <remarks>Three turns are coded here: one by both, one by the first alone, one by neither.</remarks>
    [Fact]
    public async Task Two_coders_are_compared_turn_by_turn_and_character_by_character()
    {
        var interview = await app.InterviewAsync(tellers: 1, "P1: 0123456789\nI: Yes.\nP1: 0123456789\nI: Yes.\nP1: 0123456789");
        using var one = app.Coder();
        using var other = app.Coder();
        await one.CodeAsync(interview, 1, 0, 5);
        await one.CodeAsync(interview, 3, 0, 10);
        await other.CodeAsync(interview, 1, 4, 9);
        var query = $"{interview.Id}/agreement?first={await one.CoderIdAsync(interview)}&second={await other.CoderIdAsync(interview)}";

        Counts(await one.ReadAsync(query)).ShouldBe("3: 1 1 0 1");
        Counts(await one.ReadAsync($"{query}&unit=character&theme={interview.Theme}")).ShouldBe("3: 1 14 4 11");
        using var unknown = await one.GetAsync(Address($"{interview.Id}/agreement?first={Guid.NewGuid()}&second={Guid.NewGuid()}"));
        await WorkshopsApp.ProblemAsync(unknown, HttpStatusCode.NotFound, "coder-not-found");

        static string Counts(JsonNode report)
        {
            var all = report["overall"]!;
            return $"{report["texts"]}: {all["both"]} {all["firstOnly"]} {all["secondOnly"]} {all["neither"]}";
        }
    }

    [Fact]
    public async Task Memos_are_written_revised_taken_away_and_come_back()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        var memo = await WorkshopsApp.CreatedAsync(coder, $"interviews/{interview.Id}/memos", new
        {
            about = "theme", aboutId = interview.Theme, text = "Being listened to as well?",
        });
        var address = $"{interview.Id}/memos/{memo}";
        (await coder.ChangeAsync(HttpMethod.Put, address, new { text = "Only belief." })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await coder.ChangeAsync(HttpMethod.Delete, address, null)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await StepAsync(coder, interview, "undo")).ShouldBe("memoRemoved");
        (await coder.ReadAsync($"{interview.Id}/memos?about=theme")).AsArray()
            .ShouldHaveSingleItem()!["text"]!.GetValue<string>().ShouldBe("Only belief.");
        await coder.RefusedAsync(
            $"{interview.Id}/memos", new { about = "interview", aboutId = Guid.NewGuid(), text = "?" }, HttpStatusCode.NotFound,
            "transcript-not-found");
    }

    static async Task<HttpStatusCode> RecodeAsync(
        HttpClient coder, string address, CodedInterview interview, int start, int end, string? memo) =>
        (await coder.ChangeAsync(HttpMethod.Put, address, new { start, end, themeId = interview.Theme, memo })).Status;

    static async Task<string> StepAsync(HttpClient coder, CodedInterview interview, string way)
    {
        var (status, body) = await coder.SendAsync($"{interview.Id}/coding/{way}", null);
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body["kind"]!.GetValue<string>();
    }
}
