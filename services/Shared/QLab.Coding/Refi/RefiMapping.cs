namespace QLab.Coding.Refi;

/// <summary>What is coded here, in the words of the exchange format. Coders go out under the ids that stand for them.</summary>
public static class RefiMapping
{
    public static RefiCode Code(Theme theme, IEnumerable<CoderMemo> about) =>
        new(theme.Id, theme.Label, ThemeDescription.Of(theme), [.. about.Select(memo => memo.Id)]);

    /// <summary>Every theme, with the memos about it and about those that it stands for.</summary>
    public static IReadOnlyList<RefiCode> Codes(CodeBook book, IEnumerable<CoderMemo> memos)
    {
        var about = memos.Where(memo => memo.IsAboutTheme).ToLookup(memo => book.Follow(memo.AboutId));
        return [.. book.Themes.Select(theme => Code(theme, about[theme.Id]))];
    }

    public static RefiSelection Selection(CodedRange range, CodeBook book, int offset = 0) => new(
        RefiGuid.Of("selection", range.Id), offset + range.StartPosition, offset + range.EndPosition,
        [new(range.Id, book.Follow(range.ThemeId), range.CoderId, range.CodedAt, range.Memo is null ? [] : [NoteOf(range)])], []);

    public static IReadOnlyList<RefiUser> Users(IEnumerable<CodedRange> ranges, IEnumerable<CoderMemo> memos) =>
        [.. ranges.Select(range => range.CoderId)
            .Concat(memos.Select(memo => memo.CoderId))
            .Distinct()
            .Order()
            .Select((id, i) => new RefiUser(id, $"Coder {i + 1}"))];

    public static IReadOnlyList<RefiNote> Notes(IEnumerable<CodedRange> ranges, IEnumerable<CoderMemo> memos) =>
    [
        .. ranges.Where(range => range.Memo is not null)
            .Select(range => new RefiNote(NoteOf(range), range.Memo, range.CoderId, range.CodedAt)),
        .. memos.Select(memo => new RefiNote(memo.Id, memo.Text, memo.CoderId, memo.ChangedAt)),
    ];

    static Guid NoteOf(CodedRange range) => RefiGuid.Of("memo", range.Id);
}
