using System.Globalization;

namespace QLab.ServiceDefaults.Files;

/// <summary>A kind of file, known by its content and never by what the sender calls it.</summary>
/// <param name="MediaType">What it is served as.</param>
/// <param name="Words">What people call it.</param>
/// <param name="Extensions">The endings that its names may have; the first is added to a name that has none of them.</param>
public sealed record FileType(string MediaType, string Words, params string[] Extensions)
{
    const int LongestStem = 150;

    /// <summary>A photograph.</summary>
    public static FileType Jpeg { get; } = new("image/jpeg", "JPEG", ".jpg", ".jpeg");

    /// <summary>A drawing or a picture of a screen.</summary>
    public static FileType Png { get; } = new("image/png", "PNG", ".png");

    /// <summary>A picture for the web.</summary>
    public static FileType WebP { get; } = new("image/webp", "WebP", ".webp");

    /// <summary>A document as it is printed.</summary>
    public static FileType Pdf { get; } = new("application/pdf", "PDF", ".pdf");

    /// <summary>UTF-8 without control characters, whatever it means: prose, CSV, Markdown, subtitles.</summary>
    public static FileType Text { get; } =
        new("text/plain; charset=utf-8", "plain text in UTF-8", ".txt", ".csv", ".md", ".srt", ".tsv", ".vtt");

    /// <summary>A document of Microsoft Word, without macros.</summary>
    public static FileType Docx { get; } = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word", ".docx");

    /// <summary>Slides of Microsoft PowerPoint, without macros.</summary>
    public static FileType Pptx { get; } =
        new("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint", ".pptx");

    /// <summary>A spreadsheet of Microsoft Excel, without macros.</summary>
    public static FileType Xlsx { get; } = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", ".xlsx");

    /// <summary>An OpenDocument text.</summary>
    public static FileType Odt { get; } = new("application/vnd.oasis.opendocument.text", "OpenDocument text", ".odt");

    /// <summary>An OpenDocument presentation.</summary>
    public static FileType Odp { get; } = new("application/vnd.oasis.opendocument.presentation", "OpenDocument presentation", ".odp");

    /// <summary>An OpenDocument spreadsheet.</summary>
    public static FileType Ods { get; } = new("application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet", ".ods");

    /// <summary>Sound.</summary>
    public static FileType Mp3 { get; } = new("audio/mpeg", "MP3", ".mp3");

    /// <summary>Sound as recorders take it down, not compressed.</summary>
    public static FileType Wav { get; } = new("audio/wav", "WAV", ".wav");

    /// <summary>Moving pictures, or sound alone.</summary>
    public static FileType Mp4 { get; } = new("video/mp4", "MP4", ".mp4", ".m4a", ".m4v");

    /// <summary>Moving pictures as browsers record them.</summary>
    public static FileType WebM { get; } = new("video/webm", "WebM", ".webm");

    /// <summary>What is made anew from its pixels when it comes in.</summary>
    public static IReadOnlyList<FileType> Pictures { get; } = [Jpeg, Png, WebP];

    /// <summary>What is read, shown to a room or filled in.</summary>
    public static IReadOnlyList<FileType> Documents { get; } = [Pdf, Docx, Pptx, Xlsx, Odt, Odp, Ods, Text];

    /// <summary>What is heard or watched.</summary>
    public static IReadOnlyList<FileType> Recordings { get; } = [Mp3, Wav, Mp4, WebM];

    /// <inheritdoc />
    public bool Equals(FileType? other) => MediaType == other?.MediaType;

    /// <inheritdoc />
    public override int GetHashCode() => MediaType.GetHashCode(StringComparison.Ordinal);

    /// <summary>
    /// The last part of what the sender calls the file, without what would hide its ending or cannot be written, ending as its type does.
    /// </summary>
    internal string NameOf(string sent)
    {
        var last = sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = new string([.. last.Where(letter => !IsHidden(letter))]).TrimEnd(' ', '.');
        var ending = Extensions.FirstOrDefault(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
        var stem = (ending is null ? name : name[..^ending.Length]).TrimStart(' ', '.');
        if (stem.Length > LongestStem) stem = stem[..(char.IsHighSurrogate(stem[LongestStem - 1]) ? LongestStem - 1 : LongestStem)];
        return (stem.Length == 0 ? "file" : stem) + (ending is null ? Extensions[0] : name[^ending.Length..]);
    }

    /// <remarks>Among them what turns the direction of writing: <c>gpj.exe</c> would read as <c>exe.jpg</c>.</remarks>
    static bool IsHidden(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || letter is '"' or '<' or '>' or ':' or '|' or '?' or '*';
}
