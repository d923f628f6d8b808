using System.IO.Compression;
using System.Text;
using System.Xml;

namespace QLab.Coding.Refi;

/// <summary>Writes codebooks (.qdc) and projects (.qdpx: a zip of project.qde and the texts).</summary>
public static class RefiWriter
{
    public const string CodebookNamespace = "urn:QDA-XML:codebook:1.0", ProjectNamespace = "urn:QDA-XML:project:1.0";
    const string Origin = "QLab Platform";

    // Zip entries carry a time: always the same one, so that the same project is the same file.
    static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static XmlWriterSettings Settings =>
        new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineHandling = NewLineHandling.Entitize };

    public static byte[] Codebook(IReadOnlyList<RefiCode> codes)
    {
        using var memory = new MemoryStream();
        using (var xml = XmlWriter.Create(memory, Settings))
        {
            xml.WriteStartElement("CodeBook", CodebookNamespace);
            xml.WriteAttributeString("origin", Origin);
            Write(xml, codes);
            xml.WriteEndElement();
        }
        return memory.ToArray();
    }

    public static byte[] Project(RefiProject project)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var qde = Entry(zip, "project.qde"))
            using (var xml = XmlWriter.Create(qde, Settings)) Write(xml, project);
            foreach (var source in project.Sources)
            {
                using var text = Entry(zip, $"sources/{source.Guid}.txt");
                text.Write(Encoding.UTF8.GetBytes(source.Text ?? ""));
            }
        }
        return memory.ToArray();
    }

    static Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }

    /// <remarks>The schema wants the elements in this order, and none of these lists empty.</remarks>
    static void Write(XmlWriter xml, RefiProject project)
    {
        xml.WriteStartElement("Project", ProjectNamespace);
        xml.WriteAttributeString("name", Sayable(project.Name));
        xml.WriteAttributeString("origin", Origin);
        List(xml, "Users", project.Users, user => Element(xml, "User", user.Guid, () =>
        {
            if (user.Name is { } name)
                xml.WriteAttributeString("name", Sayable(name));
        }));
        if (project.Codes.Count > 0)
        {
            xml.WriteStartElement("CodeBook");
            Write(xml, project.Codes);
            xml.WriteEndElement();
        }
        List(xml, "Sources", project.Sources, source => Write(xml, source));
        List(xml, "Notes", project.Notes, note => Element(xml, "Note", note.Guid, () =>
        {
            Made(xml, note.User, note.Created);
            Text(xml, "PlainTextContent", note.Text ?? "");
        }));
        xml.WriteEndElement();
    }

    static void Write(XmlWriter xml, IReadOnlyList<RefiCode> codes) => List(xml, "Codes", codes, code => Element(xml, "Code", code.Guid, () =>
    {
        xml.WriteAttributeString("name", Sayable(code.Name));
        xml.WriteAttributeString("isCodable", "true");
        if (code.Description is { } description) Text(xml, "Description", description);
        Notes(xml, code.Notes);
    }));

    static void Write(XmlWriter xml, RefiSource source) => Element(xml, "TextSource", source.Guid, () =>
    {
        if (source.Name is { } name) xml.WriteAttributeString("name", Sayable(name));
        xml.WriteAttributeString("plainTextPath", $"internal://{source.Guid}.txt");
        foreach (var selection in source.Selections)
            Element(xml, "PlainTextSelection", selection.Guid, () =>
            {
                xml.WriteAttributeString("startPosition", XmlConvert.ToString(selection.Start));
                xml.WriteAttributeString("endPosition", XmlConvert.ToString(selection.End));
                foreach (var coding in selection.Codings) Write(xml, coding);
                Notes(xml, selection.Notes);
            });
        foreach (var coding in source.Codings) Write(xml, coding);
        Notes(xml, source.Notes);
    });

    static void Write(XmlWriter xml, RefiCoding coding) => Element(xml, "Coding", coding.Guid, () =>
    {
        Made(xml, coding.User, coding.Created);
        Reference(xml, "CodeRef", coding.Code);
        Notes(xml, coding.Notes);
    });

    static void Made(XmlWriter xml, Guid? user, DateTimeOffset? created)
    {
        if (user is { } by) xml.WriteAttributeString("creatingUser", by.ToString());
        if (created is { } at)
            xml.WriteAttributeString("creationDateTime", XmlConvert.ToString(at.UtcDateTime, XmlDateTimeSerializationMode.Utc));
    }

    static void List<T>(XmlWriter xml, string name, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0) return;
        xml.WriteStartElement(name);
        foreach (var item in items) write(item);
        xml.WriteEndElement();
    }

    static void Element(XmlWriter xml, string name, Guid guid, Action write)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("guid", guid.ToString());
        write();
        xml.WriteEndElement();
    }

    static void Text(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name);
        xml.WriteString(Sayable(text));
        xml.WriteEndElement();
    }

    static void Notes(XmlWriter xml, IReadOnlyList<Guid> notes)
    {
        foreach (var note in notes) Reference(xml, "NoteRef", note);
    }

    static void Reference(XmlWriter xml, string name, Guid target)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("targetGUID", target.ToString());
        xml.WriteEndElement();
    }

    /// <summary>XML has no way to say some control characters that a title may hold.</summary>
    static string Sayable(string text) => SayableAttribute.Is(text) ? text : string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value > 0xFFFF || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));
}
