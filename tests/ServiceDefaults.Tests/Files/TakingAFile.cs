using System.Text;
using QLab.ServiceDefaults.Files;
using SkiaSharp;
using static QLab.ServiceDefaults.Tests.Files.SampleFiles;

namespace QLab.ServiceDefaults.Tests.Files;

public sealed class TakingAFile
{
    public static TheoryData<string, byte[], string, string> Taken => new()
    {
        { "report.pdf", Pdf, "application/pdf", "report.pdf" },
        { "REPORT.PDF", Pdf, "application/pdf", "REPORT.PDF" },
        { "report.exe", Pdf, "application/pdf", "report.exe.pdf" },
        { "picture.pdf", Picture(4, 4, SKEncodedImageFormat.Png), "image/png", "picture.pdf.png" },
        { "picture.jpeg", Picture(4, 4, SKEncodedImageFormat.Jpeg), "image/jpeg", "picture.jpeg" },
        { "picture", Picture(4, 4, SKEncodedImageFormat.Webp), "image/webp", "picture.webp" },
        { "talk.docx", Word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "talk.docx" },
        { "talk.odt", Zip(("mimetype", "application/vnd.oasis.opendocument.text")), "application/vnd.oasis.opendocument.text", "talk.odt" },
        { "list.csv", Words("name,age\r\nZoë,40\r\n"), "text/plain; charset=utf-8", "list.csv" },
        { "page.html", Words("<script>alert(1)</script>"), "text/plain; charset=utf-8", "page.html.txt" },
        { "voice.mp3", Sound(), "audio/mpeg", "voice.mp3" },
        { "voice.wav", [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEJUNK"u8, .. new byte[28]], "audio/wav", "voice.wav" },
        { "film.mp4", [0, 0, 0, 24, .. "ftypisom"u8, .. new byte[12]], "video/mp4", "film.mp4" },
        { "film.webm", [0x1A, 0x45, 0xDF, 0xA3, 1], "video/webm", "film.webm" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task Goes_by_its_content_whatever_it_is_called(string name, byte[] content, string mediaType, string kept)
    {
        var check = await CheckAsync(content, name);
        check.IsAccepted.ShouldBeTrue(check.Refusal?.Detail);
        (check.File!.Type.MediaType, check.File.Name).ShouldBe((mediaType, kept));
    }

    public static TheoryData<string, byte[]> OfNoType => new()
    {
        { "a program called a document", [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0] },
        { "a photograph that nothing here can make anew", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[12]] },
        { "another kind of RIFF", [.. "RIFF"u8, 36, 0, 0, 0, .. "AVI LIST"u8, .. new byte[28]] },
        { "an archive of anything", Zip(("run.js", "x")) },
        { "a document with macros", Word(("word/vbaProject.bin", "x")) },
        { "an archive without its end", Word()[..^30] },
        { "text in another encoding", Encoding.Latin1.GetBytes("Zoë") },
        { "text of two bytes a letter", Encoding.Unicode.GetBytes("Zoe") },
        { "text that holds a control character", [.. "Z"u8, 0x1B, .. "[2J"u8] },
        { "text that ends within a letter", Words("Zoë")[..^1] },
        { "the first letter of a signature", [0x89] },
    };

    [Theory]
    [MemberData(nameof(OfNoType))]
    public async Task What_is_of_no_type_that_is_taken_is_refused(string what, byte[] content)
    {
        var check = await CheckAsync(content, "report.pdf");
        check.IsAccepted.ShouldBeFalse(what);
        (check.Refusal!.Status, check.Refusal.Name).ShouldBe((415, "file-type-not-taken"), what);
    }

    [Fact]
    public async Task A_type_that_this_use_does_not_take_is_refused_and_those_that_it_takes_are_named()
    {
        var check = await CheckAsync(Pdf, rules: new(1024, [FileType.Png]));
        check.Refusal!.Name.ShouldBe("file-type-not-taken");
        check.Refusal.Detail.ShouldContain("PNG");
    }

    [Fact]
    public async Task A_document_that_is_cut_off_or_opens_as_something_else_too_is_refused()
    {
        (await CheckAsync(Pdf[..^10])).Refusal!.Name.ShouldBe("file-damaged");
        (await CheckAsync([.. Pdf, .. Zip(("run.js", "x")), .. "%%EOF"u8])).Refusal!.Name.ShouldBe("file-damaged");
    }

    [Fact]
    public async Task An_archive_that_claims_more_than_anybody_wants_is_refused()
    {
        var document = Word();
        var end = document.AsSpan().LastIndexOf("PK\x05\x06"u8);
        (document[end + 10], document[end + 11]) = (0xFE, 0xFF);
        (await CheckAsync(document)).Refusal!.Name.ShouldBe("file-type-not-taken", "65,534 entries");

        document = Word();
        var directory = document.AsSpan().IndexOf("PK\x01\x02"u8);
        (document[directory + 24], document[directory + 27]) = (0xFF, 0x7F);
        (await CheckAsync(document)).Refusal!.Name.ShouldBe("file-type-not-taken", "two gigabytes unpacked");
    }

    [Fact]
    public async Task Nothing_and_too_much_are_refused()
    {
        (await CheckAsync([])).Refusal!.Name.ShouldBe("file-empty");
        (await CheckAsync(Sound(2000), rules: All with { MaxBytes = 1999 })).Refusal!.Status.ShouldBe(413);
        (await CheckAsync(Sound(1999), rules: All with { MaxBytes = 1999 })).IsAccepted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(@"C:\Users\Zoe\notes.txt", "notes.txt")]
    [InlineData("../../etc/notes.txt", "notes.txt")]
    [InlineData("no\u202Etxt.exe", "notxt.exe.txt")]
    [InlineData("no\r\nSet-Cookie: a\0.txt", "noSet-Cookie a.txt")]
    [InlineData(".txt", "file.txt")]
    [InlineData("", "file.txt")]
    [InlineData("Zoë 💡.txt", "Zoë 💡.txt")]
    public async Task A_name_is_one_that_can_be_saved_and_hides_nothing(string sent, string kept) =>
        (await CheckAsync(Words("words"), sent)).File!.Name.ShouldBe(kept);

    [Fact]
    public async Task A_long_name_is_cut_before_its_ending_and_not_within_a_letter() =>
        (await CheckAsync(Words("words"), $"{new string('n', 149)}💡{new string('n', 500)}.txt")).File!.Name
            .ShouldBe($"{new string('n', 149)}.txt");
}
