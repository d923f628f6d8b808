using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace QLab.Coding.Refi;

/// <summary>A file of somebody else's that cannot be read, and why.</summary>
public sealed class UnreadableFileException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>Reads codebooks and projects from anywhere: nothing in them is trusted, neither sizes, nor paths, nor references.</summary>
public static class RefiReader
{
    const long MostCharacters = 32 * 1024 * 1024, MostTexts = 256 * 1024 * 1024;

    // The longest text that is exported is a transcript of 500,000 characters, of three bytes each at the most.
    const long MostText = 1536 * 1024;

    const int MostEntries = 30_000, MostThings = 1_000_000, MostNested = 200, MostAttributes = 100, LongestName = 1000;

    public static IReadOnlyList<RefiCode> Codebook(MemoryStream qdc)
    {
        var root = Load(qdc);
        if (root.Name.LocalName != "CodeBook")
            throw new UnreadableFileException($"its first element is {Short(root.Name.LocalName)}, not CodeBook.");
        return Codes(root);
    }

    public static RefiProject Project(Stream qdpx)
    {
        try
        {
            using var zip = new ZipArchive(qdpx, ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries) throw new UnreadableFileException($"it holds more than {MostEntries} files.");
            var entry = zip.Entries.FirstOrDefault(e => e.FullName == "project.qde") ?? throw new UnreadableFileException("there is no project.qde in it.");
            using var qde =
                new MemoryStream(Bytes(entry, MostCharacters) ?? throw new UnreadableFileException("its project.qde is too large."));
            return new Reading(zip).Project(Load(qde));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new UnreadableFileException("it is no sound zip archive.", e);
        }
    }

    /// <remarks>No DTD, so no entities that grow or lead elsewhere.</remarks>
    static XmlReader Open(Stream stream) => XmlReader.Create(stream, new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters, IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    static XElement Load(MemoryStream stream)
    {
        try
        {
            // Counted first: in memory an element is many times what it is in the file, and the time it takes grows with its depth.
            using (var counted = Open(stream))
                for (var things = 0; counted.Read();)
                    if (counted.Depth > MostNested)
                        throw new UnreadableFileException($"its elements are nested more than {MostNested} deep.");
                    else if (counted.AttributeCount > MostAttributes)
                        throw new UnreadableFileException($"an element of it has more than {MostAttributes} attributes.");
                    else if (counted.NodeType == XmlNodeType.Element && (things += 1 + counted.AttributeCount) > MostThings)
                        throw new UnreadableFileException($"it has more than {MostThings} elements and attributes.");
            stream.Position = 0;
            using var xml = Open(stream);
            return XElement.Load(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException e)
        {
            throw new UnreadableFileException($"it is no sound XML without a DTD (line {e.LineNumber}).", e);
        }
    }

    /// <summary>Codes nest; what counts here is each by itself.</summary>
    static IReadOnlyList<RefiCode> Codes(XElement root) =>
        [.. root.Descendants().Where(e => e.Name.LocalName == "Code").Select(code => new RefiCode(
            Guid(code, "guid"), Name(code) ?? throw new UnreadableFileException($"code {Guid(code, "guid")} has no name."),
            Child(code, "Description"), Notes(code)))];

    static byte[]? Bytes(ZipArchiveEntry entry, long most)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        var buffer = new byte[81_920];
        // What the archive says of its sizes is not believed.
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (memory.Length + read > most) return null;
            memory.Write(buffer, 0, read);
        }
        return memory.ToArray();
    }

    static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(e => e.Name.LocalName == name);

    static string? Child(XElement parent, string name) => Children(parent, name).FirstOrDefault()?.Value;

    static IReadOnlyList<Guid> Notes(XElement parent) =>
        [.. Children(parent, "NoteRef").Select(reference => Guid(reference, "targetGUID"))];

    static string? Name(XElement element) =>
        element.Attribute("name")?.Value is { } name ? name[..Math.Min(name.Length, LongestName)] : null;

    static Guid Guid(XElement element, string attribute) => OptionalGuid(element, attribute)
        ?? throw new UnreadableFileException($"{Short(element.Name.LocalName)} has no {attribute} that is a GUID.");

    static Guid? OptionalGuid(XElement element, string attribute) =>
        System.Guid.TryParse(element.Attribute(attribute)?.Value, out var guid) ? guid : null;

    static string Short(string name) => name[..Math.Min(name.Length, 40)];

    /// <summary>One project file, with how much of it has been unpacked.</summary>
    sealed class Reading(ZipArchive zip)
    {
        readonly Dictionary<string, ZipArchiveEntry> files = zip.Entries
            .Where(e => e.FullName.StartsWith("sources/", StringComparison.OrdinalIgnoreCase))
            .GroupBy(e => e.FullName["sources/".Length..], StringComparer.OrdinalIgnoreCase).ToDictionary(
                of => of.Key, of => of.First(), StringComparer.OrdinalIgnoreCase);

        long unpacked;

        public RefiProject Project(XElement root)
        {
            if (root.Name.LocalName != "Project")
                throw new UnreadableFileException($"the first element of its project.qde is {Short(root.Name.LocalName)}, not Project.");
            var users = Children(root, "Users").SelectMany(all => Children(all, "User"))
                .Select(user => new RefiUser(Guid(user, "guid"), Name(user)));
            var sources = Children(root, "Sources").SelectMany(all => Children(all, "TextSource")).Select(Source);
            var notes = Children(root, "Notes").SelectMany(all => Children(all, "Note"))
                .Select(note => new RefiNote(Guid(note, "guid"), Text(note), OptionalGuid(note, "creatingUser"), Time(note)));
            return new(Name(root) ?? "", [.. users], [.. Children(root, "CodeBook").SelectMany(Codes)], [.. sources], [.. notes]);
        }

        RefiSource Source(XElement source) => new(
            Guid(source, "guid"), Name(source), Text(source),
            [.. Children(source, "PlainTextSelection").Select(selection => new RefiSelection(
                Guid(selection, "guid"), Position(selection, "startPosition"), Position(selection, "endPosition"), Codings(selection),
                Notes(selection)))],
            Codings(source), Notes(source));

        static IReadOnlyList<RefiCoding> Codings(XElement parent) => [.. Children(parent, "Coding").Select(coding => new RefiCoding(
            Guid(coding, "guid"), Children(coding, "CodeRef").Select(reference => Guid(reference, "targetGUID")).FirstOrDefault(),
            OptionalGuid(coding, "creatingUser"), Time(coding), Notes(coding)))];

        static int Position(XElement selection, string attribute) =>
            int.TryParse(selection.Attribute(attribute)?.Value, out var position) && position >= 0 ? position
            : throw new UnreadableFileException($"PlainTextSelection {Guid(selection, "guid")} has no {attribute} that is a number.");

        static DateTimeOffset? Time(XElement element)
        {
            if (element.Attribute("creationDateTime")?.Value is not { } text
                || !DateTimeOffset.TryParse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal, out var time)) return null;
            return time.UtcDateTime.Year is < 1900 or > 2200 ? null : time.ToUniversalTime();
        }

        /// <summary>A path is only ever the name of a file inside this archive: one that leads anywhere else finds nothing.</summary>
        string? Text(XElement source)
        {
            if (Child(source, "PlainTextContent") is { } content) return content;
            const string scheme = "internal://";
            if (source.Attribute("plainTextPath")?.Value is not { } path || !path.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
                return null;
            if (!files.TryGetValue(path[scheme.Length..], out var file) || Bytes(file, MostText) is not { } bytes) return null;
            if ((unpacked += bytes.Length) > MostTexts) throw new UnreadableFileException("its texts are too large altogether.");
            return Decoded(bytes);
        }

        static string? Decoded(byte[] bytes)
        {
            try
            {
                var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
                return text.StartsWith('\uFEFF') ? text[1..] : text;
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
    }
}
