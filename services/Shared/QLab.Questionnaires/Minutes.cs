using System.Collections.Concurrent;
using QLab.Questionnaires.Rules;

namespace QLab.Questionnaires;

/// <summary>
/// How long answering takes: words read at 200 a minute, and some seconds for each answer by its type, along the longest way that
/// answers can take.
/// </summary>
public static class Minutes
{
    const int MostSteps = 2_000, MostKnown = 10_000;
    const double WordsPerSecond = 200 / 60d;
    static readonly ConcurrentDictionary<Guid, int> Known = [];

    /// <summary>Of a version; it never changes, so neither do its minutes.</summary>
    public static int Of(Guid version, Definition definition)
    {
        if (Known.Count > MostKnown) Known.Clear();
        return Known.GetOrAdd(version, static (_, of) => Of(of), definition);
    }

    public static int Of(Definition definition)
    {
        var outline = new Outline(definition);
        var walks = new PathSearch(outline);
        var seconds = Words(definition.Introduction, definition) / WordsPerSecond + Together(outline).Sum(group => Longest(outline, walks, [.. group.OrderBy(place => place.Order)]));
        return Math.Max(1, (int)Math.Ceiling(seconds / 60));
    }

    /// <summary>Questions that come up or stay away together; between groups nothing depends on anything.</summary>
    static IEnumerable<IEnumerable<Place>> Together(Outline outline)
    {
        var group = outline.Places.Select(place => place.Order).ToArray();
        foreach (var place in outline.Places)
            foreach (var other in outline.Asked(place).Where(other => other != place.Section || place.Conditions.Any()))
                group[Root(other.Order)] = Root(place.Order);
        return outline.Places.GroupBy(place => Root(place.Order));

        int Root(int at)
        {
            while (group[at] != at) at = group[at] = group[group[at]];
            return at;
        }
    }

    /// <remarks>Where going through all ways takes too long it is the time for all the questions: no less than the longest way.</remarks>
    static double Longest(Outline outline, PathSearch walks, IReadOnlyList<Place> places)
    {
        var seconds = places.ToDictionary(place => place.Id, place => Seconds(place.Question, outline.Definition));
        var all = seconds.Values.Sum();
        if (places.All(place => !place.Conditions.Any())) return all;

        var longest = 0d;
        var gone = walks.Go(places, [], (walk, _) =>
        {
            var shown = walk.Shown.Sum(id => seconds.GetValueOrDefault(id));
            var possible = all - walk.Settled.Where(id => !walk.Shown.Contains(id)).Sum(id => seconds.GetValueOrDefault(id));
            if (possible <= longest) return SearchStep.TurnBack;
            longest = walk.Settled.Count == places.Count ? Math.Max(longest, shown) : longest;
            return longest >= all ? SearchStep.Stop : SearchStep.GoOn;
        }, MostSteps);
        return gone is null ? all : longest;
    }

    static double Seconds(Question question, Definition definition)
    {
        if (question.Type is QuestionType.Hidden or QuestionType.Score) return 0;
        var words = Words(question.Text, definition) + Words(question.Help, definition)
            + question.Options.Sum(option => Words(option.Label, definition)) + question.Rows.Sum(row => Words(row.Label, definition));
        return words / WordsPerSecond + Answering(question);
    }

    static double Answering(Question question) => question.Type switch
    {
        QuestionType.Section or QuestionType.Display => 0,
        QuestionType.YesNo or QuestionType.Rating or QuestionType.NetPromoter or QuestionType.Likert => 3,
        QuestionType.SingleChoice => 5,
        QuestionType.MultipleChoice => 8,
        QuestionType.Matrix => 4 * question.Rows.Count,
        QuestionType.Ranking => 4 * question.Options.Count,
        QuestionType.LongText => 60,
        QuestionType.ShortText or QuestionType.Email or QuestionType.Url => 15,
        QuestionType.Attachment or QuestionType.Reference => 30,
        _ => 8,
    };

    static int Words(LocalText? text, Definition definition) =>
        text?.In(definition.Languages[0], definition.Languages).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length ?? 0;
}
