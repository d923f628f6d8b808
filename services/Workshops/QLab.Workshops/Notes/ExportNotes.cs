using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;
using QLab.Tabular;

namespace QLab.Workshops.Notes;

public enum BoardFormat
{
    Csv,
    Markdown,
}

/// <summary>
/// The board of a workshop to work with elsewhere: what may be used for research, and without whose it is. How many notes are left out is
/// said in the header <c>QLab-Left-Out</c>, unless it is from 1 to 7.
/// </summary>
static partial class ExportNotes
{
    static readonly Table<Note> Columns = new(
        new("noteId", ColumnType.Text, (note, cells) => cells.Id(note.Id)),
        new("session", ColumnType.Text, (note, cells) => cells.Text(note.Session ?? "")),
        new("kind", ColumnType.Text, (note, cells) => cells.Text(NameOf(note.Kind))),
        new("text", ColumnType.Text, (note, cells) => cells.Text(note.Text)));

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid id, EnumParameter<BoardFormat>? format, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        var all = db.Notes.AsNoTracking().Where(n => n.WorkshopId == id && n.RemovedAt == null && !n.Secret);
        var notes = await all.Where(MayBeUsed.For<Note>(db, Consent.Research)).OrderBy(n => n.Id).ToListAsync(ct);
        var leftOut = await all.CountAsync(ct) - notes.Count;
        http.Response.Headers["QLab-Left-Out"] =
            $"notes={(SmallNumbers.IsSmall(leftOut) ? "few" : leftOut.ToString(CultureInfo.InvariantCulture))}";

        // What is in none of them comes last: -1 is the largest.
        string?[] sessions = [.. workshop.Agenda.Select(session => session.Title)];
        List<Note> inOrder = [.. notes.OrderBy(note => (uint)Array.IndexOf(sessions, note.Session)).ThenBy(note => note.Kind)];
        return (format?.Value ?? BoardFormat.Csv) == BoardFormat.Csv
            ? TypedResults.File(Csv(inOrder), "text/csv; charset=utf-8", "board.csv")
            : TypedResults.File(Encoding.UTF8.GetBytes(Markdown(workshop.Title, inOrder)), "text/markdown; charset=utf-8", "board.md");
    }

    static byte[] Csv(IEnumerable<Note> notes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Columns.Write(new CsvTableWriter(new CsvWriter(buffer), Columns.Names), notes);
        return buffer.WrittenSpan.ToArray();
    }

    static string Markdown(string title, IEnumerable<Note> notes)
    {
        var text = new StringBuilder("# ").Append(Plain(title)).Append('\n');
        foreach (var session in notes.GroupBy(note => note.Session))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Plain(session.Key ?? "Without a session")}\n");
            foreach (var kind in session.GroupBy(note => note.Kind))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n### {Headings[kind.Key]}\n\n");
                foreach (var note in kind) text.Append(CultureInfo.InvariantCulture, $"- {Plain(note.Text).ReplaceLineEndings("\n  ")}\n");
            }
        }
        return text.ToString();
    }

    static readonly Dictionary<NoteKind, string> Headings = new()
    {
        [NoteKind.Note] = "Notes", [NoteKind.Quote] = "Quotes", [NoteKind.Takeaway] = "Takeaways", [NoteKind.Idea] = "Ideas",
    };

    static string NameOf(NoteKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Words that stay words: nothing of them becomes a heading, a link or emphasis.</summary>
    static string Plain(string text) => Marks().Replace(text, @"\$0");

    [GeneratedRegex(@"[\\`*_\[\]<>#|~]|(?<=^\s*)[-+=](?=\s)|(?<=^\s*\d+)[.)](?=\s)", RegexOptions.Multiline)]
    private static partial Regex Marks();
}
