using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Surveys.Coding.Refi;

/// <summary>
/// Turns the codings and notes of one file into passages and memos. They keep their ids, so that a file taken twice changes nothing.
/// </summary>
sealed class TakeCodings(
    SurveysDb db, IEvents events, CodedSurvey survey, Guid importer, DateTimeOffset now, RefiProject file, IReadOnlyList<MatchedCode> known,
    CodeBook book)
{
    const int LongestMemo = 4000;

    readonly Dictionary<Guid, Guid> themes = known.ToDictionary(code => code.Guid, code => code.ThemeId!.Value);
    readonly Dictionary<Guid, RefiNote> notes = file.Notes.DistinctBy(note => note.Guid).ToDictionary(note => note.Guid);
    readonly HashSet<Guid> users = [.. file.Users.Select(user => user.Guid)];
    Dictionary<Guid, Passage> passages = [];
    Dictionary<Guid, Memo> memos = [];
    HashSet<(Guid, string, Guid, Guid, int, int)> coded = [];

    public ImportTally Passages { get; } = new();

    public ImportTally Memos { get; } = new();

    /// <summary>Reads what is here already, and makes the coders of the file known under their ids.</summary>
    public async Task KnowAsync(CancellationToken ct)
    {
        Guid[] codings =
            [.. file.Sources.SelectMany(s => s.Selections.SelectMany(sel => sel.Codings).Concat(s.Codings)).Select(c => c.Guid)];
        Guid[] written = [.. notes.Keys];
        passages = await db.Set<Passage>().Where(p => p.SurveyId == survey.Id || codings.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        memos = await db.Set<Memo>().Where(m => written.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);
        coded = [.. passages.Values.Where(p => !p.Removed).Select(Place)];
        Guid[] ids = [.. users];
        await db.Database.ExecuteSqlAsync($"INSERT INTO coders (id) SELECT unnest({ids}) ON CONFLICT DO NOTHING", ct);
    }

    public void Take(RefiSource source, Guid responseId, string question, CodePoints text)
    {
        foreach (var selection in source.Selections)
        {
            if (!text.Holds(selection.Start, selection.End))
            {
                Passages.Leave(selection.Guid, $"{selection.Start} to {selection.End} is no range of this text, which has {text.Length} characters.", selection.Codings.Count);
                continue;
            }
            var (start, end) = text.Whole(selection.Start, selection.End);
            if ((start, end) != (selection.Start, selection.End))
                Passages.Note(selection.Guid, $"{selection.Start} to {selection.End} cuts a character; it became {start} to {end}.");
            if (selection.Codings.Count == 0) Passages.Leave(selection.Guid, "This selection has no code.", 0);
            foreach (var coding in selection.Codings) Take(coding, selection.Notes, responseId, question, text, start, end);
        }
        foreach (var coding in source.Codings) Take(coding, [], responseId, question, text, 0, text.Length);
        foreach (var note in source.Notes) Take(note, MemoAbout.Response, responseId);
    }

    public void TakeMemosOfThemes()
    {
        foreach (var code in file.Codes.Where(code => themes.ContainsKey(code.Guid)))
            foreach (var note in code.Notes) Take(note, MemoAbout.Theme, themes[code.Guid]);
    }

    void Take(RefiCoding coding, IReadOnlyList<Guid> alsoNotes, Guid responseId, string question, CodePoints text, int start, int end)
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
        if (there is not null && (there.ResponseId, there.Question) != (responseId, question))
            Passages.Leave(coding.Guid, "This id belongs to a passage of another text.");
        else if (there?.State == state) Passages.Keep();
        else if (IsTaken((responseId, question, theme, there?.CoderId ?? CoderOf(coding.User), start, end), there)) Passages.Keep();
        else if (there is not null)
        {
            RecodePassage.Change(db, events, there, state, StepKind.Imported, importer, now);
            Passages.Change();
        }
        else Add(coding, responseId, question, state);
    }

    /// <summary>Whether the same coder has coded the same words to the same theme under another id.</summary>
    bool IsTaken((Guid, string, Guid, Guid, int, int) place, Passage? there)
    {
        if (there is { Removed: false } && Place(there) == place) return false;
        if (!coded.Add(place)) return true;
        if (there is { Removed: false }) coded.Remove(Place(there));
        return false;
    }

    void Add(RefiCoding coding, Guid responseId, string question, CodedState state)
    {
        var passage = new Passage
        {
            Id = coding.Guid, SurveyId = survey.Id, ProjectId = survey.ProjectId, ResponseId = responseId, Question = question,
            CoderId = CoderOf(coding.User), CodedAt = coding.Created is { } made && made < now ? made : now,
        };
        db.Add(passage);
        passages.Add(passage.Id, passage);
        RecodePassage.Change(db, events, passage, state, StepKind.Imported, importer, now);
        Passages.Add();
    }

    void Take(Guid noteId, MemoAbout about, Guid aboutId)
    {
        if (!notes.TryGetValue(noteId, out var note) || Words(note) is not { } text) return;
        var memo = memos.GetValueOrDefault(noteId);
        if (memo is not null && (memo.SurveyId, memo.About, book.Follow(memo.AboutId)) != (survey.Id, about, aboutId))
        {
            Memos.Note(noteId, "This id belongs to a memo about something else.");
            return;
        }
        if (memo?.State is { } state && state.Memo == text)
        {
            Memos.Keep();
            return;
        }
        if (memo is null) Memos.Add();
        else Memos.Change();
        var before = memo?.State;
        if (memo is null)
        {
            memo = new() { Id = noteId, SurveyId = survey.Id, About = about, AboutId = aboutId, CoderId = CoderOf(note.User) };
            memos.Add(noteId, memo);
            db.Add(memo);
        }
        memo.Take(new() { Memo = text }, importer, note.Created is { } made && made < now ? made : now);
        db.Add(CodingStep.Of(StepKind.Imported, memo, before, importer, now));
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

    (Guid, string, Guid, Guid, int, int) Place(Passage p) =>
        (p.ResponseId, p.Question, book.Follow(p.ThemeId), p.CoderId, p.StartPosition, p.EndPosition);
}
