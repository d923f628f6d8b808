namespace QLab.Coding.Refi;

/// <summary>
/// Turns the codings and notes of one file into passages and memos. They keep their ids, so that a file taken twice changes nothing.
/// A service says where its texts are, and how passages and memos are made and kept.
/// </summary>
public abstract class CodingImport(Guid origin, RefiProject file, CodeBook book, Guid importer, DateTimeOffset now)
{
    const int LongestMemo = 4000;

    readonly Dictionary<Guid, RefiNote> notes = file.Notes.DistinctBy(note => note.Guid).ToDictionary(note => note.Guid);
    readonly HashSet<Guid> users = [.. file.Users.Select(user => user.Guid)];
    Dictionary<Guid, Guid> themes = [];
    Dictionary<Guid, CodedRange> passages = [];
    Dictionary<Guid, CoderMemo> memos = [];
    HashSet<(TextPlace, Guid, Guid, int, int)> coded = [];

    public CodebookReport Codes { get; } = CodebookReport.Of(file.Codes, book);

    public ImportTally Passages { get; } = new();

    public ImportTally Memos { get; } = new();

    protected Guid Importer => importer;

    protected DateTimeOffset Now => now;

    /// <summary>The coders of the file, who become known here under their ids.</summary>
    protected Guid[] Coders => [.. users];

    protected Guid[] CodingIds =>
        [.. file.Sources.SelectMany(s => s.Selections.SelectMany(sel => sel.Codings).Concat(s.Codings)).Select(c => c.Guid)];

    protected Guid[] NoteIds => [.. notes.Keys];

    /// <summary>Makes a passage that is nowhere coded yet, and keeps it.</summary>
    protected abstract CodedRange NewPassage(Guid id, TextPlace place, Guid coder, DateTimeOffset codedAt);

    /// <summary>Makes a memo without words yet, and keeps it.</summary>
    protected abstract CoderMemo NewMemo(Guid id, bool aboutTheme, Guid aboutId, Guid coder);

    /// <summary>Makes a passage or memo so, and tells the others of a passage.</summary>
    protected abstract void Change(ICoded thing, CodedState state, DateTimeOffset at);

    /// <summary>Says what is here already.</summary>
    /// <param name="there">Every passage that is coded where the file is taken, and whichever else has an id of one of its codings.</param>
    /// <param name="written">Memos that have an id of one of its notes.</param>
    protected void Know(IEnumerable<CodedRange> there, IEnumerable<CoderMemo> written)
    {
        themes = Codes.Known.ToDictionary(code => code.Guid, code => code.ThemeId!.Value);
        passages = there.ToDictionary(passage => passage.Id);
        memos = written.ToDictionary(memo => memo.Id);
        coded = [.. passages.Values.Where(passage => !passage.Removed).Select(Standing)];
    }

    /// <summary>Says that nothing of a text is taken.</summary>
    public void Leave(RefiSource source, string reason) =>
        Passages.Leave(source.Guid, reason, source.Selections.Sum(selection => selection.Codings.Count) + source.Codings.Count);

    /// <summary>Whether a selection is one of this text, and coded at all; says so where it is not.</summary>
    public bool IsSound(RefiSelection selection, int length)
    {
        if (selection.Start >= selection.End || selection.End > length)
        {
            Passages.Leave(
                selection.Guid, $"{selection.Start} to {selection.End} is no range of this text, which has {length} characters.",
                selection.Codings.Count);
            return false;
        }
        if (selection.Codings.Count == 0) Passages.Leave(selection.Guid, "This selection has no code.", 0);
        return selection.Codings.Count > 0;
    }

    /// <summary>Takes what a selection is coded with as words of a text; where they cut a character, they become wider.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="place">Which text it is here.</param>
    /// <param name="text">What it says.</param>
    /// <param name="start">The first character of the words.</param>
    /// <param name="end">The character after the last.</param>
    public void Take(RefiSelection selection, TextPlace place, CodePoints text, int start, int end)
    {
        var (from, to) = text.Whole(start, end);
        if ((from, to) != (start, end))
            Passages.Note(selection.Guid, $"{start} to {end} cuts a character; it became {from} to {to}.");
        foreach (var coding in selection.Codings) Take(coding, selection.Notes, place, text, from, to);
    }

    /// <summary>The same of one coding, of words that cut no character.</summary>
    public void Take(RefiCoding coding, IReadOnlyList<Guid> alsoNotes, TextPlace place, CodePoints text, int start, int end)
    {
        if (!themes.TryGetValue(coding.Code, out var theme))
        {
            Passages.Leave(coding.Guid, "Its code is no theme of the project.");
            return;
        }
        var there = passages.GetValueOrDefault(coding.Guid);
        var stays = there is { Removed: false } && book.Follow(there.ThemeId) == theme;
        if (!stays && book.Closed(theme) is { } closed)
        {
            Passages.Leave(coding.Guid, closed.Detail);
            return;
        }
        var state = PassageRules.State(text, start, end, stays ? there!.ThemeId : theme, MemoOf(coding, alsoNotes));
        if (there is not null && there.Place != place) Passages.Leave(coding.Guid, "This id belongs to a passage of another text.");
        else if (there?.State == state) Passages.Keep();
        else if (IsTaken((place, theme, there?.CoderId ?? CoderOf(coding.User), start, end), there)) Passages.Keep();
        else if (there is not null)
        {
            Change(there, state, now);
            Passages.Change();
        }
        else
        {
            var passage = NewPassage(coding.Guid, place, CoderOf(coding.User), coding.Created is { } made && made < now ? made : now);
            passages.Add(passage.Id, passage);
            Change(passage, state, now);
            Passages.Add();
        }
    }

    /// <summary>Takes the notes about a text as a whole.</summary>
    public void TakeMemosAbout(RefiSource source, Guid aboutId)
    {
        foreach (var note in source.Notes) Take(note, aboutTheme: false, aboutId);
    }

    public void TakeMemosOfThemes()
    {
        foreach (var code in file.Codes.Where(code => themes.ContainsKey(code.Guid)))
            foreach (var note in code.Notes) Take(note, aboutTheme: true, themes[code.Guid]);
    }

    /// <summary>Whether the same coder has coded the same words to the same theme under another id.</summary>
    bool IsTaken((TextPlace, Guid, Guid, int, int) place, CodedRange? there)
    {
        if (there is { Removed: false } && Standing(there) == place) return false;
        if (!coded.Add(place)) return true;
        if (there is { Removed: false }) coded.Remove(Standing(there));
        return false;
    }

    void Take(Guid noteId, bool aboutTheme, Guid aboutId)
    {
        if (!notes.TryGetValue(noteId, out var note) || Words(note) is not { } text) return;
        var memo = memos.GetValueOrDefault(noteId);
        if (memo is not null && (memo.OriginId, memo.IsAboutTheme, book.Follow(memo.AboutId)) != (origin, aboutTheme, aboutId))
        {
            Memos.Note(noteId, "This id belongs to a memo about something else.");
            return;
        }
        if (memo?.State?.Memo == text)
        {
            Memos.Keep();
            return;
        }
        if (memo is null)
        {
            memo = NewMemo(noteId, aboutTheme, aboutId, CoderOf(note.User));
            memos.Add(noteId, memo);
            Memos.Add();
        }
        else Memos.Change();
        Change(memo, new() { Memo = text }, note.Created is { } made && made < now ? made : now);
    }

    string? MemoOf(RefiCoding coding, IReadOnlyList<Guid> alsoNotes)
    {
        string[] texts = [.. coding.Notes.Concat(alsoNotes)
            .Distinct()
            .Select(id => notes.GetValueOrDefault(id))
            .OfType<RefiNote>()
            .Select(Words)
            .OfType<string>()];
        if (texts.Length == 0) return null;
        var memo = string.Join("\n\n", texts);
        if (memo.Length <= LongestMemo) return memo;
        Passages.Note(coding.Guid, $"Its notes together are longer than {LongestMemo} characters and are left out.");
        return null;
    }

    string? Words(RefiNote note)
    {
        if (string.IsNullOrWhiteSpace(note.Text)) return null;
        if (note.Text.Length <= LongestMemo && SayableAttribute.Is(note.Text)) return note.Text;
        Memos.Note(note.Guid, $"This note is longer than {LongestMemo} characters and is left out.");
        return null;
    }

    /// <summary>A coder whom the file names codes under the id that it gives them; what nobody is named for is the importer's.</summary>
    Guid CoderOf(Guid? user) => user is { } id && users.Contains(id) ? id : importer;

    (TextPlace, Guid, Guid, int, int) Standing(CodedRange passage) =>
        (passage.Place, book.Follow(passage.ThemeId), passage.CoderId, passage.StartPosition, passage.EndPosition);
}
