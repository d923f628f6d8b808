using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Coding.Refi;
using QLab.Coding.Tests;
using QLab.Surveys.Contracts;
using QLab.Testing;
using static QLab.Surveys.Tests.CodingApp;

namespace QLab.Surveys.Tests;

public sealed class ExchangingProjects(CodingApp app)
{
    [Fact]
    public async Task What_was_exported_comes_back_the_same_by_whoever_coded_it_and_twice_changes_nothing()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        using var colleague = app.Coder();
        await CodedAsync(project, coder, colleague);
        var exported = await ExportAsync(coder, project);

        Counts(await ImportAsync(coder, project, exported)).ShouldBe("0 0 3 | 0 0 2 | 0");
        await app.ScalarAsync<int>($"DELETE FROM passages WHERE survey_id = '{project.Survey}'");
        await app.ScalarAsync<int>($"DELETE FROM coding_memos WHERE survey_id = '{project.Survey}'");
        using var importer = app.Coder();
        Counts(await ImportAsync(importer, project, exported)).ShouldBe("3 0 0 | 2 0 0 | 0");

        (await ExportAsync(coder, project)).ShouldBe(exported);
        Counts(await ImportAsync(importer, project, exported)).ShouldBe("0 0 3 | 0 0 2 | 0");
        (await app.ScalarAsync<long>($"SELECT count(DISTINCT coder_id) FROM passages WHERE survey_id = '{project.Survey}'")).ShouldBe(2);
    }

    [Fact]
    public async Task What_was_changed_outside_is_taken_over_and_told()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        using var colleague = app.Coder();
        var response = await CodedAsync(project, coder, colleague);
        var file = Read(await ExportAsync(coder, project));
        var story = file.Sources.Single(s => s.Name == $"{response} story");
        var wider = story.Selections[0] with { End = story.Selections[0].End + 6 };
        var extra = new RefiSelection(Guid.NewGuid(), 13, 18, [new(Guid.NewGuid(), project.Theme, null, null, [])], []);
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<PassageCoded>();

        var report = await ImportAsync(coder, project, RefiWriter.Project(file with
        {
            Sources = [.. file.Sources.Select(s => s == story ? s with { Selections = [wider, .. s.Selections.Skip(1), extra] } : s)],
        }));

        Counts(report).ShouldBe("1 1 2 | 0 0 2 | 0");
        var changed = wider.Codings.Single().Guid;
        (await ReadAsync(coder, $"surveys/{project.Survey}/passages/{changed}"))["quote"]!.GetValue<string>().ShouldBe("Nobody asked");
        await Eventually.Equals(1, () => Task.FromResult(told.Count(e => e.PassageId == changed && e.Version == 2)));
        var (status, undone) = await PostAsync(coder, $"surveys/{project.Survey}/coding/undo", null);
        (status, undone["kind"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, "imported"), "an import is steps like any other");
    }

    [Fact]
    public async Task Codes_that_are_no_themes_are_listed_and_taken_once_they_are()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        var response = await app.ResponseAsync(project.Survey, "Nobody asked about both.");
        var (code, byName) = (Guid.NewGuid(), Guid.NewGuid());
        var file = RefiWriter.Project(new("Elsewhere", [], [new(code, "Being passed on", null, []), new(byName, " being BELIEVED ", null, [])],
        [
            new(RefiGuid.OfText(response, "story"), null, "Nobody asked about both.",
            [
                new(Guid.NewGuid(), 0, 6, [new(Guid.NewGuid(), code, null, null, [])], []),
                new(Guid.NewGuid(), 7, 12, [new(Guid.NewGuid(), byName, null, null, [])], []),
                new(Guid.NewGuid(), 7, 99, [new(Guid.NewGuid(), byName, null, null, [])], []),
            ], [], []),
            new(Guid.NewGuid(), "Another text", "Not from here.", [new(Guid.NewGuid(), 0, 3, [new(Guid.NewGuid(), byName, null, null, [])], [])], [], []),
        ], []));

        var first = await ImportAsync(coder, project, file);
        Counts(first).ShouldBe("1 0 0 | 0 0 0 | 3");
        first["unknownCodes"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("Being passed on");
        first["unknownTexts"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("Another text");
        first["faults"]!.AsArray()
            .Select(f => f!["reason"]!.GetValue<string>())
            .ShouldContain("7 to 99 is no range of this text, which has 24 characters.");

        await app.ThemeAsync(project.Id, "T2", "Being passed on");
        Counts(await ImportAsync(coder, project, file)).ShouldBe("1 0 1 | 0 0 0 | 2");
    }

    [Fact]
    public async Task A_text_that_says_something_else_here_keeps_its_codings_out()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        using var colleague = app.Coder();
        var response = await CodedAsync(project, coder, colleague);
        var exported = await ExportAsync(coder, project);
        await app.ScalarAsync<int>(
            $$"""UPDATE responses SET answers = '{"story": "Somebody asked about both."}' WHERE id = '{{response}}'""");

        var report = await ImportAsync(coder, project, exported);

        report["left"]!.GetValue<int>().ShouldBe(3);
        report["faults"]!.ToJsonString().ShouldContain("not what the survey says");
    }

    [Fact]
    public async Task The_code_book_goes_out_and_a_foreign_one_is_compared_with_it()
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        var qdc = await coder.GetByteArrayAsync($"/api/surveys/v1/surveys/{project.Survey}/codebook.qdc");
        RefiSchema.Faults(RefiSchema.Codebook, qdc).ShouldBeEmpty();

        var (own, mine) = await SendAsync(coder, project, "codebook.qdc", qdc, "application/xml");
        var (foreign, theirs) = await SendAsync(coder, project, "codebook.qdc", RefiWriter.Codebook([new(Guid.NewGuid(), "t1", null, []), new(Guid.NewGuid(), "Hope", null, [])]), "application/xml");
        var (refused, problem) =
            await SendAsync(coder, project, "codebook.qdc", Encoding.UTF8.GetBytes("<!DOCTYPE x><x/>"), "application/xml");

        (own, mine["known"]!.AsArray().Single()!["by"]!.GetValue<string>(), mine["unknown"]!.AsArray().Count).ShouldBe((HttpStatusCode.OK, "guid", 0));
        (foreign, theirs["known"]!.AsArray().Single()!["by"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, "name"));
        theirs["unknown"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("Hope");
        (refused, problem["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, "urn:qlab:problem:file-unreadable"));
    }

    [Fact]
    public async Task The_code_book_goes_out_with_what_its_themes_mean_and_comes_back_with_it()
    {
        var project = await app.ProjectAsync();
        const string meaning = "They are taken at their word.\nNot: being treated kindly & <nothing> else.";
        var described = await app.ThemeAsync(project.Id, "T2", "Being taken seriously", meaning);
        using var coder = app.Coder();
        var qdc = await coder.GetByteArrayAsync($"/api/surveys/v1/surveys/{project.Survey}/codebook.qdc");
        RefiSchema.Faults(RefiSchema.Codebook, qdc).ShouldBeEmpty();
        var another = await app.ProjectAsync();

        var (_, here) = await SendAsync(coder, project, "codebook.qdc", qdc, "application/xml");
        var (_, there) = await SendAsync(coder, another, "codebook.qdc", qdc, "application/xml");

        here["known"]!.AsArray().Select(code => (code!["guid"]!.GetValue<Guid>(), code["code"]!.GetValue<string>(), code["description"]?.GetValue<string>()))
            .ShouldBe([(project.Theme, "T1", null), (described, "T2", meaning)]);
        there["unknown"]!.AsArray().Select(code => (code!["name"]!.GetValue<string>(), code["code"]!.GetValue<string>(), code["description"]!.GetValue<string>()))
            .ShouldBe([("Being taken seriously", "T2", meaning)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no zip at all")]
    public async Task What_is_no_project_file_is_refused(string body)
    {
        var project = await app.ProjectAsync();
        using var coder = app.Coder();
        var (status, problem) = await SendAsync(coder, project, "project.qdpx", Encoding.UTF8.GetBytes(body), "application/zip");
        (status, problem["type"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, "urn:qlab:problem:file-unreadable"));
    }

    /// <summary>Two coders, two texts, three passages, and a memo of each kind.</summary>
    async Task<Guid> CodedAsync(CodedProject project, HttpClient coder, HttpClient colleague)
    {
        var response = await app.ResponseAsync(
            project.Survey, "", new { story = "Nobody asked about both. 😀\r\nNever.", reason = new { other = "My <sister> & I" } });
        await CodeAsync(coder, project.Survey, response, project.Theme, 0, 6, memo: "Strong\r\nwords ]]>");
        await CodeAsync(colleague, project.Survey, response, project.Theme, 25, 26);
        await CodeAsync(colleague, project.Survey, response, project.Theme, 3, 11, "reason");
        await SurveysApp.CreatedAsync(
            coder, $"surveys/{project.Survey}/memos", new { about = "theme", aboutId = project.Theme, text = "Only belief." });
        await SurveysApp.CreatedAsync(
            colleague, $"surveys/{project.Survey}/memos", new { about = "response", aboutId = response, text = "Cf. the workshop." });
        return response;
    }

    static async Task<byte[]> ExportAsync(HttpClient client, CodedProject project) =>
        await client.GetByteArrayAsync($"/api/surveys/v1/surveys/{project.Survey}/project.qdpx");

    static async Task<JsonNode> ImportAsync(HttpClient client, CodedProject project, byte[] file)
    {
        var (status, body) = await SendAsync(client, project, "project.qdpx", file, "application/zip");
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    static async Task<(HttpStatusCode, JsonNode)> SendAsync(HttpClient client, CodedProject project, string what, byte[] file, string type)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await client.PostAsync($"/api/surveys/v1/surveys/{project.Survey}/{what}", content);
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
