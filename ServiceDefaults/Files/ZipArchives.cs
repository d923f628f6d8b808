using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace QLab.ServiceDefaults.Files;

/// <summary>
/// Office documents are zip archives; what is in them tells which. Nothing is unpacked but the few letters that name an OpenDocument.
/// </summary>
static class ZipArchives
{
    /// <summary>The end of an archive is its directory's address and a comment of at most 64 kB.</summary>
    public const int LongestEnd = 22 + ushort.MaxValue;

    const int MostEntries = 10_000;
    const long MostUnpacked = 1024 * 1024 * 1024;

    static readonly (string Entry, FileType Type)[] Office =
        [("word/document.xml", FileType.Docx), ("ppt/presentation.xml", FileType.Pptx), ("xl/workbook.xml", FileType.Xlsx)];

    static readonly FileType[] OpenDocuments = [FileType.Odt, FileType.Odp, FileType.Ods];

    public static bool IsOne(ReadOnlySpan<byte> start) => start.StartsWith("PK\x03\x04"u8);

    public static bool EndsIn(ReadOnlySpan<byte> end) => AddressIn(end) >= 0;

    /// <returns>Null for an archive that is no office document, has macros, or would unpack to more than anybody wants.</returns>
    public static FileType? TypeOf(Stream file, byte[] end)
    {
        // Read by hand first: the framework makes an object of each entry, and an archive may claim millions.
        if (AddressIn(end) is not (>= 0 and var address) || end.Length < address + 22) return null;
        if (BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(address + 10)) > MostEntries) return null;
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var isHarmless = archive.Entries.Sum(entry => entry.Length) <= MostUnpacked && !archive.Entries.Any(IsMacro);
            return isHarmless ? TypeOf(archive) : null;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or OverflowException)
        {
            return null;
        }
    }

    static FileType? TypeOf(ZipArchive archive)
    {
        if (archive.GetEntry("[Content_Types].xml") is not null)
            return Office.FirstOrDefault(office => archive.GetEntry(office.Entry) is not null).Type;
        return archive.GetEntry("mimetype") is { Length: < 100 } said && Read(said) is var name
            ? OpenDocuments.FirstOrDefault(type => type.MediaType == name) : null;
    }

    static bool IsMacro(ZipArchiveEntry entry) =>
        entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || entry.FullName.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase);

    static string Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        var bytes = new byte[100];
        return Encoding.ASCII.GetString(bytes, 0, content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    static int AddressIn(ReadOnlySpan<byte> end) => end.LastIndexOf("PK\x05\x06"u8);
}
