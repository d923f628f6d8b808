using System.Security.Cryptography;
using System.Text;

namespace QLab.Coding.Refi;

// The parts of REFI-QDA 1.5 (www.qdasoftware.org; the schema's own version is 1.0, 18 March 2019) that coding of texts needs.
// What other tools add (cases, variables, sets, links, graphs, pictures, sound) is passed over when it is read.

/// <summary>A project as the exchange format knows it.</summary>
public sealed record RefiProject(
    string Name, IReadOnlyList<RefiUser> Users, IReadOnlyList<RefiCode> Codes, IReadOnlyList<RefiSource> Sources,
    IReadOnlyList<RefiNote> Notes);

/// <summary>A coder.</summary>
public sealed record RefiUser(Guid Guid, string? Name);

/// <summary>A code: here a theme.</summary>
public sealed record RefiCode(Guid Guid, string Name, string? Description, IReadOnlyList<Guid> Notes);

/// <summary>A text with what is coded in it.</summary>
/// <param name="Codings">Of the text as a whole.</param>
/// <param name="Text">Null when the file that it names is missing or cannot be read.</param>
public sealed record RefiSource(
    Guid Guid, string? Name, string? Text, IReadOnlyList<RefiSelection> Selections, IReadOnlyList<RefiCoding> Codings,
    IReadOnlyList<Guid> Notes);

/// <summary>Some characters of a text.</summary>
/// <param name="Start">The first, from 0, in Unicode code points.</param>
/// <param name="End">The one after the last.</param>
public sealed record RefiSelection(Guid Guid, int Start, int End, IReadOnlyList<RefiCoding> Codings, IReadOnlyList<Guid> Notes);

/// <summary>That a selection is coded.</summary>
public sealed record RefiCoding(Guid Guid, Guid Code, Guid? User, DateTimeOffset? Created, IReadOnlyList<Guid> Notes);

/// <summary>A memo.</summary>
public sealed record RefiNote(Guid Guid, string? Text, Guid? User, DateTimeOffset? Created);

public static class RefiGuid
{
    /// <summary>The id of something that has none of its own here: the same every time, so that an export is the same twice.</summary>
    public static Guid Of(params object[] names)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names)));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80); // version 8: made in a way of our own
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash.AsSpan(0, 16), bigEndian: true);
    }

    public static Guid OfText(Guid responseId, string question) => Of("text", responseId, question);
}
