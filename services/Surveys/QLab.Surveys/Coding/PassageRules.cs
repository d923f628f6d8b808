using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Contracts;

namespace QLab.Surveys.Coding;

static class PassageRules
{
    /// <summary>What is wrong with a range, by JSON Pointer.</summary>
    public static Dictionary<string, string[]> Faults(CodePoints text, int start, int end)
    {
        if (start >= end) return new() { ["/end"] = ["A passage ends after its start."] };
        if (end > text.Length) return new() { ["/end"] = [$"The text has {text.Length} characters, counted in Unicode code points."] };
        var (from, to) = text.Whole(start, end);
        if ((from, to) == (start, end)) return [];
        // A page selects whole characters, so this is nearly always a client that counts UTF-16 units: better said than quietly put right.
        string[] reason = [$"This cuts through a character that people see as one. Count in Unicode code points; the whole range is {from} to {to}."];
        return new(from == start ? [new("/end", reason)] : to == end ? [new("/start", reason)] : [new("/start", reason), new("/end", reason)]);
    }

    public static CodedState State(CodePoints text, int start, int end, Guid theme, string? memo) =>
        new() { Start = start, End = end, ThemeId = theme, Memo = string.IsNullOrWhiteSpace(memo) ? null : memo, QuoteHash = text.HashOf(start, end) };

    /// <summary>The words, unless the text no longer says them there.</summary>
    public static string? Quote(CodePoints? text, int start, int end, string hash) =>
        text is not null && text.Holds(start, end) && text.HashOf(start, end) == hash ? text.Cut(start, end) : null;

    public static async Task<Refusal?> ThemeFaultAsync(this SurveysDb db, Guid theme, Guid project, CancellationToken ct) =>
        await db.Set<Theme>().AnyAsync(t => t.Id == theme && t.ProjectId == project, ct) ? null : Refusal.NotKnownHere("theme");

    public static void Tell(this IEvents events, Passage passage, DateTimeOffset now)
    {
        if (passage.Removed) events.Publish(new PassageUncoded(passage.Id, passage.ProjectId, passage.Version, now));
        else
            events.Publish(new PassageCoded(
                passage.Id, passage.ResponseId, passage.SurveyId, passage.ProjectId, passage.ThemeId, passage.Question,
                passage.StartPosition, passage.EndPosition, passage.Version, now));
    }
}
