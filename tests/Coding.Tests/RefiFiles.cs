using System.IO.Compression;
using System.Text;
using System.Text.Json;
using QLab.Coding.Refi;

namespace QLab.Coding.Tests;

public sealed class RefiFiles
{
    static readonly string[] Words = ["pain", "é", "😀", "👩‍👩‍👧", "<b>&amp;", "\"quoted\"", "\r\n", "\n", "\t", " ", "中文", "]]>", "\r"];

    [Fact]
    public void A_project_is_read_as_it_was_written() => Property.Holds(120, choices =>
    {
        var project = Project(choices);
        var file = RefiWriter.Project(project);

        using var memory = new MemoryStream(file);
        JsonSerializer.Serialize(RefiReader.Project(memory)).ShouldBe(JsonSerializer.Serialize(project));
        RefiSchema.Faults(RefiSchema.Project, Qde(file)).ShouldBeEmpty();
        RefiWriter.Project(project).ShouldBe(file, "the same project is the same file");
    });

    [Fact]
    public void A_text_as_long_as_a_transcript_can_be_is_read_as_it_was_written_in_any_script()
    {
        var text = new string('咳', 500_000);
        using var memory = new MemoryStream(RefiWriter.Project(new("P", [], [], [new(Guid.NewGuid(), "T", text, [], [], [])], [])));
        (RefiReader.Project(memory).Sources.Single().Text == text).ShouldBeTrue();
    }

    [Fact]
    public void A_codebook_is_read_as_it_was_written() => Property.Holds(40, choices =>
    {
        var codes = Project(choices).Codes.Select(code => code with { Notes = [] }).ToList();
        var file = RefiWriter.Codebook(codes);

        using var memory = new MemoryStream(file);
        JsonSerializer.Serialize(RefiReader.Codebook(memory)).ShouldBe(JsonSerializer.Serialize(codes));
        RefiSchema.Faults(RefiSchema.Codebook, file).ShouldBeEmpty();
    });

    [Fact]
    public void Codes_within_codes_braces_around_ids_and_texts_within_the_file_are_read_as_well()
    {
        var (outer, inner, text, coding) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var project = Read(Zip(("project.qde", $$"""
            <Project name="P" xmlns="urn:QDA-XML:project:1.0">
              <CodeBook><Codes><Code guid="{{outer:B}}" name="Outer" isCodable="false" color="#ff0000"><Code guid="{{inner}}" name="Inner" isCodable="true"/></Code></Codes></CodeBook>
              <Sources>
                <PictureSource guid="{{Guid.NewGuid()}}" path="internal://x.png"/>
                <TextSource guid="{{text}}"><PlainTextContent>Nobody asked.</PlainTextContent>
                  <PlainTextSelection guid="{{Guid.NewGuid()}}" startPosition="0" endPosition="6"><Coding guid="{{coding}}" creationDateTime="2018-10-04T09:00:00"><CodeRef targetGUID="{{inner:B}}"/></Coding></PlainTextSelection>
                </TextSource>
              </Sources>
            </Project>
            """)));

        project.Codes.Select(code => code.Guid).ShouldBe([outer, inner]);
        var source = project.Sources.ShouldHaveSingleItem();
        (source.Guid, source.Text).ShouldBe((text, "Nobody asked."));
        var read = source.Selections.Single().Codings.Single();
        (read.Guid, read.Code, read.Created).ShouldBe((coding, inner, new DateTimeOffset(2018, 10, 4, 9, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_DTD_and_whatever_it_would_fetch_or_blow_up_is_refused()
    {
        const string leads = """<!DOCTYPE CodeBook [<!ENTITY x SYSTEM "file:///etc/hostname">]><CodeBook>&x;</CodeBook>""";
        const string grows =
            """<!DOCTYPE CodeBook [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><CodeBook>&b;</CodeBook>""";
        foreach (var attack in new[] { leads, grows })
        {
            Should.Throw<UnreadableFileException>(() => RefiReader.Codebook(new MemoryStream(Encoding.UTF8.GetBytes(attack)))).Message
                .ShouldContain("without a DTD");
            Should.Throw<UnreadableFileException>(() => Read(Zip(("project.qde", attack)))).Message.ShouldContain("without a DTD");
        }
    }

    [Fact]
    public void A_path_that_leads_out_of_the_archive_finds_nothing()
    {
        foreach (var path in new[] { "internal://../secret.txt", "internal:///etc/hostname", "file:///etc/hostname", "relative://secret.txt", "../secret.txt", "internal://nowhere.txt" })
        {
            var project = Read(Zip(
                ("project.qde", $"""<Project name="P" xmlns="urn:QDA-XML:project:1.0"><Sources><TextSource guid="{Guid.NewGuid()}" plainTextPath="{path}"/></Sources></Project>"""),
                ("secret.txt", "Outside of the sources.")));
            project.Sources.ShouldHaveSingleItem().Text.ShouldBeNull(path);
        }
    }

    [Fact]
    public void A_text_or_a_project_that_unpacks_to_far_more_than_it_weighs_is_not_unpacked()
    {
        var bomb = new string('x', 2 * 1024 * 1024);
        var project = Read(Zip(
            ("project.qde", $"""<Project name="P" xmlns="urn:QDA-XML:project:1.0"><Sources><TextSource guid="{Guid.NewGuid()}" plainTextPath="internal://bomb.txt"/></Sources></Project>"""),
            ("sources/bomb.txt", bomb)));
        project.Sources.Single().Text.ShouldBeNull();
        Should.Throw<UnreadableFileException>(() => Read(Zip(("project.qde", $"<Project name='P'>{new string(' ', 33 * 1024 * 1024)}</Project>")))).Message.ShouldContain("too large");
        Should.Throw<UnreadableFileException>(() => Read(Zip(("project.qde", $"<Project name='P'>{string.Concat(Enumerable.Repeat("<a/>", 1_000_001))}</Project>")))).Message.ShouldContain("more than 1000000 elements");
    }

    [Fact]
    public void Elements_nested_without_end_are_refused_before_they_are_read()
    {
        var nested = string.Concat(Enumerable.Repeat("<Code>", 40_000)) + string.Concat(Enumerable.Repeat("</Code>", 40_000));
        foreach (var (root, read) in new (string, Action<string>)[]
        {
            ("CodeBook", xml => RefiReader.Codebook(new MemoryStream(Encoding.UTF8.GetBytes(xml)))),
            ("Project", xml => Read(Zip(("project.qde", xml)))),
        })
            Should.Throw<UnreadableFileException>(() => read($"<{root} name='P'>{nested}</{root}>")).Message.ShouldContain("nested more than");
    }

    [Fact]
    public void An_element_with_attributes_without_end_is_refused()
    {
        var attributes = string.Concat(Enumerable.Range(0, 101).Select(n => $" a{n}=''"));
        Should.Throw<UnreadableFileException>(() => Read(Zip(("project.qde", $"<Project name='P'{attributes}/>")))).Message
            .ShouldContain("more than 100 attributes");
    }

    [Theory]
    [InlineData("<Wrong/>", "not Project")]
    [InlineData("<Project name='P'><Sources><TextSource guid='x'/></Sources></Project>", "TextSource has no guid")]
    [InlineData("<Project name='P'><CodeBook><Codes><Code guid='5d8f1c1e-0000-4000-8000-000000000000'/></Codes></CodeBook></Project>", "has no name")]
    [InlineData("<Project name='P'><Sources><TextSource guid='5d8f1c1e-0000-4000-8000-000000000000'><PlainTextSelection guid='5d8f1c1e-0000-4000-8000-000000000001' startPosition='-1' endPosition='2'/></TextSource></Sources></Project>", "no startPosition")]
    [InlineData("<Project", "no sound XML")]
    public void What_is_wrong_is_said(string qde, string reason) =>
        Should.Throw<UnreadableFileException>(() => Read(Zip(("project.qde", qde)))).Message.ShouldContain(reason);

    [Fact]
    public void What_is_no_archive_is_said()
    {
        Should.Throw<UnreadableFileException>(() => Read("no zip"u8.ToArray())).Message.ShouldContain("zip");
        Should.Throw<UnreadableFileException>(() => Read(Zip(("other.txt", "")))).Message.ShouldContain("no project.qde");
        var cut = RefiWriter.Project(Project(Choices.Drawn(35)));
        Should.Throw<UnreadableFileException>(() => Read(cut[..(cut.Length / 2)]));
    }

    static RefiProject Project(Choices choices)
    {
        var users = choices.Some(1, 3, i => new RefiUser(choices.Id(), $"Coder {i}"));
        var notes = choices.Some(1, 4, _ => new RefiNote(choices.Id(), Text(choices), choices.Of(users).Guid, Time(choices)));
        var codes = choices.Some(1, 4, _ =>
            new RefiCode(choices.Id(), $"T {Text(choices)}", choices.Chance() ? Text(choices) : null, NoteRefs()));
        return new($"P {Text(choices)}", users, codes, choices.Some(1, 4, _ => Source()), notes);

        RefiSource Source() => new(
            choices.Id(), Text(choices), Text(choices), choices.Some(0, 3, _ => Selection()), choices.Some(0, 2, _ => Coding()),
            NoteRefs());
        RefiSelection Selection() => new(choices.Id(), choices.Next(5), choices.Next(5, 9), choices.Some(0, 3, _ => Coding()), NoteRefs());
        RefiCoding Coding() => new(choices.Id(), choices.Of(codes).Guid, choices.Of(users).Guid, Time(choices), NoteRefs());
        List<Guid> NoteRefs() => choices.Some(0, 2, _ => choices.Of(notes).Guid);
    }

    static string Text(Choices choices) => string.Concat(choices.Some(1, 8, _ => choices.Of(Words)));

    static DateTimeOffset Time(Choices choices) =>
        new DateTimeOffset(2018, 9, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(choices.Next(40_000_000))
            .AddMicroseconds(choices.Next(1_000_000));

    static RefiProject Read(byte[] file) => RefiReader.Project(new MemoryStream(file));

    static byte[] Qde(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var entry = zip.GetEntry("project.qde")!.Open();
        using var memory = new MemoryStream();
        entry.CopyTo(memory);
        return memory.ToArray();
    }

    static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        return memory.ToArray();
    }
}
