using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Coding.Refi;
using QLab.Participants.Contracts;
using QLab.Workshops.Interviews.Coding;
using QLab.Workshops.Interviews.Coding.Refi;
using static QLab.Workshops.Tests.CodedInterviews;

namespace QLab.Workshops.Tests;

public sealed class ExchangingTranscripts(WorkshopsApp app)
{
    [Fact]
    public async Task What_was_exported_comes_back_the_same_by_whoever_coded_it_and_twice_changes_nothing()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        using var colleague = app.Coder();
        await coder.CodeAsync(interview, 2, 0, 6, memo: "Strong\r\nwords ]]>");
        await colleague.CodeAsync(interview, 3, 8, 13);
        foreach (var about in new[] { ("theme", interview.Theme), ("interview", interview.Id) })
            await WorkshopsApp.CreatedAsync(
                coder, $"interviews/{interview.Id}/memos", new { about = about.Item1, aboutId = about.Item2, text = "A thought." });
        var exported = await ExportAsync(coder, interview);

        var source = Read(exported).Sources.ShouldHaveSingleItem();
        (source.Name, source.Text).ShouldBe(("Living with both", Transcript));
        source.Selections.Select(s => Cut(source.Text!, s.Start, s.End)).ShouldBe(["Nobody", "👩‍👩‍👧"]);
        Counts(await ImportAsync(coder, interview, exported)).ShouldBe("0 0 2 | 0 0 2 | 0");
        await app.ScalarAsync<int>($"DELETE FROM passages WHERE interview_id = '{interview.Id}'");
        await app.ScalarAsync<int>($"DELETE FROM coding_memos WHERE interview_id = '{interview.Id}'");
        using var importer = app.Coder();
        Counts(await ImportAsync(importer, interview, exported)).ShouldBe("2 0 0 | 2 0 0 | 0");
        (await ExportAsync(coder, interview)).ShouldBe(exported);
        (await app.ScalarAsync<long>($"SELECT count(DISTINCT coder_id) FROM passages WHERE interview_id = '{interview.Id}'")).ShouldBe(2);
        (await coder.SendAsync($"{interview.Id}/coding/undo", null)).Body["type"].ShouldBeNull();
    }

    [Fact]
    public async Task The_longest_transcript_is_taken_in_any_script_and_comes_back_from_another_program()
    {
        const string name = "P1: ";
        var interview = await app.InterviewAsync(transcript: name + new string('咳', 500_000 - name.Length));
        using var coder = app.Coder();
        await coder.CodeAsync(interview, 1, 499_000, 499_996);
        var exported = await ExportAsync(coder, interview);
        await app.ScalarAsync<int>($"DELETE FROM passages WHERE interview_id = '{interview.Id}'");

        Counts(await ImportAsync(coder, interview, exported)).ShouldBe("1 0 0 | 0 0 0 | 0");
    }

    [Fact]
    public async Task A_selection_over_several_turns_is_a_passage_of_each_that_is_a_participant_s_and_nothing_is_taken_of_who_withdrew()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        var file = Read(await ExportAsync(coder, interview));
        var source = file.Sources[0];
        RefiSelection across = new(Guid.NewGuid(), 3, 93, [new(Guid.NewGuid(), interview.Theme, null, null, [])], []);
        RefiSelection question = new(Guid.NewGuid(), 3, 8, [new(Guid.NewGuid(), interview.Theme, null, null, [])], []);
        var changed = RefiWriter.Project(file with { Sources = [source with { Selections = [across, question] }] });

        Counts(await ImportAsync(coder, interview, changed)).ShouldBe("3 0 0 | 0 0 0 | 1");
        var quotes = (await coder.ReadAsync($"{interview.Id}/passages")).AsArray().Select(p => p!["quote"]!.GetValue<string>());
        quotes.ShouldBe(["Nobody asked about both pain and mood.", "😀 naïve 👩‍👩‍👧 中文", "Ne"], ignoreOrder: true);
        Counts(await ImportAsync(coder, interview, changed)).ShouldBe("0 0 3 | 0 0 0 | 1");

        await app.ScalarAsync<int>($"DELETE FROM passages WHERE interview_id = '{interview.Id}'");
        await using var participants = await app.AnotherServiceAsync();
        await app.HandledAsync(await participants.PublishAsync(
            new ConsentWithdrawn(interview.Project, interview.Tellers[0], "research", DateTimeOffset.UtcNow)));
        Counts(await ImportAsync(coder, interview, changed)).ShouldBe("1 0 0 | 0 0 0 | 1");
        Read(await ExportAsync(coder, interview)).Sources[0].Text.ShouldBe("I: How is a usual day?\nP2: 😀 naïve 👩‍👩‍👧 中文");
    }

    [Fact]
    public async Task Codes_that_are_no_themes_and_texts_of_elsewhere_are_listed()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        var (code, byName) = (Guid.NewGuid(), Guid.NewGuid());
        RefiCoding Coded(Guid by) => new(Guid.NewGuid(), by, null, null, []);
        RefiCode[] codes = [new(code, "Being passed on", null, []), new(byName, " being BELIEVED ", null, [])];
        var file = RefiWriter.Project(new("Elsewhere", [], codes,
        [
            new(Guid.NewGuid(), "Living with both", Transcript,
            [
                new(Guid.NewGuid(), 27, 33, [Coded(code)], []), new(Guid.NewGuid(), 27, 33, [Coded(byName)], []),
                new(Guid.NewGuid(), 27, 999, [Coded(byName)], []),
            ], [Coded(byName)], []),
            new(Guid.NewGuid(), "Another text", "Not from here.", [new(Guid.NewGuid(), 0, 3, [Coded(byName)], [])], [], []),
        ], []));

        var report = await ImportAsync(coder, interview, file);

        Counts(report).ShouldBe("1 0 0 | 0 0 0 | 4");
        report["unknownCodes"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("Being passed on");
        report["unknownTexts"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("Another text");
        (await coder.ReadAsync($"{interview.Id}/passages")).AsArray()
            .ShouldHaveSingleItem()!["quote"]!.GetValue<string>().ShouldBe("Nobody");
    }

    [Fact]
    public async Task The_code_book_goes_out_and_what_is_no_file_of_the_exchange_is_refused()
    {
        var interview = await app.InterviewAsync();
        using var coder = app.Coder();
        var qdc = await coder.GetByteArrayAsync(Address($"{interview.Id}/codebook.qdc"));
        var (_, known) = await SendFileAsync(coder, interview, "codebook.qdc", qdc, "application/xml");
        known["known"]!.AsArray().ShouldHaveSingleItem()!["by"]!.GetValue<string>().ShouldBe("guid");
        foreach (var (what, type) in new[] { ("codebook.qdc", "application/xml"), ("project.qdpx", "application/zip") })
        {
            var (status, problem) = await SendFileAsync(coder, interview, what, Encoding.UTF8.GetBytes("no file"), type);
            (status, problem["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, "urn:qlab:problem:file-unreadable"));
        }
    }

    [Fact]
    public void Turns_are_found_in_a_text_by_code_points_whether_or_not_all_stand_in_it()
    {
        ReadTurn[] turns =
        [
            new(1, Guid.Empty, "I", "😀 Yes?", false), new(2, Guid.Empty, "P1", "Yes.\nI: said", true), new(3, Guid.Empty, "P2", "No.", true),
            new(4, Guid.Empty, "P1", "Yes.", true),
        ];
        var text = TranscriptText.Of(turns);
        text.ShouldBe("I: 😀 Yes?\nP1: Yes.\nI: said\nP2: No.\nP1: Yes.");
        TranscriptText.Find(text, turns).Select(span => (span.Turn.Number, Cut(text, span.Start, span.End)))
            .ShouldBe([(1, "😀 Yes?"), (2, "Yes.\nI: said"), (3, "No."), (4, "Yes.")]);
        TranscriptText.Find(text, turns.Where(turn => turn.Speaker != "P2").Append(new(5, Guid.Empty, "P2", "No.", true)))
            .Select(span => span.Turn.Number).ShouldBe([1, 2, 4]);
        TranscriptText.Find("XP1: Yes.\nP1: Yes. No.", turns).ShouldBeEmpty("a turn is a whole line");
    }

    static string Cut(string text, int start, int end) => new QLab.Coding.CodePoints(text).Cut(start, end);

    static async Task<byte[]> ExportAsync(HttpClient client, CodedInterview interview) =>
        await client.GetByteArrayAsync(Address($"{interview.Id}/project.qdpx"));

    static async Task<JsonNode> ImportAsync(HttpClient client, CodedInterview interview, byte[] file)
    {
        var (status, body) = await SendFileAsync(client, interview, "project.qdpx", file, "application/zip");
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    static async Task<(HttpStatusCode, JsonNode)> SendFileAsync(
        HttpClient client, CodedInterview interview, string what, byte[] file, string type)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await client.PostAsync(Address($"{interview.Id}/{what}"), content);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Passages added, changed and unchanged, memos likewise, and codings left out.</summary>
    static string Counts(JsonNode report)
    {
        return $"{Of("passages")} | {Of("memos")} | {report["left"]}";

        string Of(string what) => $"{report[what]!["added"]} {report[what]!["changed"]} {report[what]!["unchanged"]}";
    }

    static RefiProject Read(byte[] file) => RefiReader.Project(new MemoryStream(file));
}
