using QLab.Coding;
using QLab.Coding.Refi;
using QLab.CodingApi;
using QLab.CodingApi.Refi;

namespace QLab.Surveys.Coding.Refi;

/// <summary>The answers of a survey as texts of a project file, one by one.</summary>
static class SurveySources
{
    public static async IAsyncEnumerable<RefiSource> Of(
        IAsyncEnumerable<(TextPlace Place, string Text)> texts, IReadOnlyList<Passage> passages, IReadOnlyList<Memo> memos, CodeBook book)
    {
        var (coded, about, told) = (passages.ToLookup(p => p.Place), memos.ToLookup(m => m.AboutId), new HashSet<Guid>());
        await foreach (var (place, text) in texts)
        {
            // A memo about a response stands at the first of its texts.
            Guid[] notes = told.Add(place.ContributionId) ? [.. about[place.ContributionId].Select(m => m.Id)] : [];
            var points = new CodePoints(text);
            // What an amended text no longer says is not exported: its place would be wrong.
            var standing = coded[place].Where(p => p.QuoteOf(points) is not null);
            yield return new(GuidOf(place), NameOf(place), text, [.. standing.Select(p => RefiMapping.Selection(p, book))], [], notes);
        }
    }

    /// <returns>Texts that are not in the survey. Those with nothing in them are passed over.</returns>
    public static async Task<IReadOnlyList<RefiSource>> TakeAsync(
        TakeCodings import, CodedSurvey survey, IReadOnlyList<RefiSource> sources, SurveyTexts texts, CancellationToken ct)
    {
        var wanted =
            sources.Where(s => s.Selections.Count + s.Codings.Count + s.Notes.Count > 0).DistinctBy(s => s.Guid).ToDictionary(s => s.Guid);
        var named = wanted.Values.Where(s => s.Name is not null).GroupBy(s => s.Name!).ToDictionary(of => of.Key, of => of.First());
        var found = new List<(RefiSource Source, TextPlace Place)>();
        // A text is known by its id, or else by the name that an export gave it.
        await foreach (var (place, _) in texts.AllAsync(survey, part: null, ct))
            if (wanted.TryGetValue(GuidOf(place), out var source) || named.TryGetValue(NameOf(place), out source))
                found.Add((source, place));
        foreach (var (source, place) in found)
        {
            var text = await texts.HeldAsync(survey, place, ct);
            if (text is null || text.Text != source.Text)
                import.Leave(source, "This text is not what the survey says: its codings are left out.");
            else Take(import, source, place, text);
        }
        var known = found.Select(f => f.Source.Guid).ToHashSet();
        List<RefiSource> unknown = [.. wanted.Values.Where(s => !known.Contains(s.Guid))];
        foreach (var source in unknown) import.Leave(source, "This text is not in the survey.");
        return unknown;
    }

    static void Take(TakeCodings import, RefiSource source, TextPlace place, CodePoints text)
    {
        foreach (var selection in source.Selections.Where(selection => import.IsSound(selection, text.Length)))
            import.Take(selection, place, text, selection.Start, selection.End);
        foreach (var coding in source.Codings) import.Take(coding, [], place, text, 0, text.Length);
        import.TakeMemosAbout(source, place.ContributionId);
    }

    static Guid GuidOf(TextPlace place) => RefiGuid.OfText(place.ContributionId, place.Part);

    static string NameOf(TextPlace place) => $"{place.ContributionId} {place.Part}";
}
