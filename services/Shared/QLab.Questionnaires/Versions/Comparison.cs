using System.Text.Json;
using QLab.Questionnaires.Rules;

namespace QLab.Questionnaires.Versions;

/// <summary>What a later version of a questionnaire says differently.</summary>
sealed class Comparison(Definition before, Definition after)
{
    readonly Outline old = new(before), now = new(after);
    readonly List<Change> changes = [];

    public static IReadOnlyList<Change> Between(Definition before, Definition after)
    {
        var comparison = new Comparison(before, after);
        comparison.Compare();
        return comparison.changes;
    }

    void Compare()
    {
        if (Words.Key(before.Title) != Words.Key(after.Title))
            Add(ChangeKind.TitleReworded, null, null, $"The title {Words.Quoted(before.Title, before)} is now {Words.Quoted(after.Title, after)}.", before.Title, after.Title);
        if (Words.Key(before.Introduction) != Words.Key(after.Introduction))
            Add(ChangeKind.IntroductionReworded, null, null, "The introduction is worded differently.", before.Introduction, after.Introduction);
        foreach (var language in after.Languages.Except(before.Languages))
            Add(ChangeKind.LanguageAdded, null, language, $"The language {language} is new.");
        foreach (var language in before.Languages.Except(after.Languages))
            Add(ChangeKind.LanguageRemoved, null, language, $"The language {language} is gone.");

        foreach (var gone in old.Places.Where(place => now.Find(place.Id) is null))
            Add(ChangeKind.QuestionRemoved, gone.Id, null, $"The {TypeTraits.Name(gone.Question.Type)} {gone.Id}, {Words.Quoted(gone.Question.Text, before)}, is gone.");
        var moved = Moved();
        foreach (var place in now.Places)
        {
            if (old.Find(place.Id) is not { } was)
            {
                Add(ChangeKind.QuestionAdded, place.Id, null, $"The {TypeTraits.Name(place.Question.Type)} {place.Id}, {Words.Quoted(place.Question.Text, after)}, is new{In(place)}.");
                continue;
            }
            if (was.Section?.Id != place.Section?.Id) Add(ChangeKind.QuestionMoved, place.Id, null, $"{place.Id} has moved{In(place) switch { "" => " out of its section", var section => section }}.", was.Section?.Id, place.Section?.Id);
            else if (moved.Contains(place.Id)) Add(ChangeKind.QuestionMoved, place.Id, null, $"{place.Id} has moved{After(place)}.");
            Compare(was.Question, place.Question);
        }
    }

    void Compare(Question was, Question now)
    {
        var id = now.Id;
        if (was.Type != now.Type) Add(ChangeKind.TypeChanged, id, "type", $"{id} was a {TypeTraits.Name(was.Type)} and is now a {TypeTraits.Name(now.Type)}.", was.Type, now.Type);
        if (Words.Key(was.Text) != Words.Key(now.Text))
            Add(ChangeKind.QuestionReworded, id, "text", $"{id} said {Words.Quoted(was.Text, before)} and now says {Words.Quoted(now.Text, after)}{Elsewhere(was.Text, now.Text)}.", was.Text, now.Text);
        if (Words.Key(was.Help) != Words.Key(now.Help))
            Add(ChangeKind.QuestionReworded, id, "help", $"The explanation of {id} is worded differently.", was.Help, now.Help);
        CompareOptions(
            id, was.Options, now.Options, "option", (ChangeKind.OptionAdded, ChangeKind.OptionRemoved, ChangeKind.OptionReworded));
        CompareOptions(id, was.Rows, now.Rows, "row", (ChangeKind.RowAdded, ChangeKind.RowRemoved, ChangeKind.RowReworded));
        foreach (var limit in Limit.Between(was, now))
            Add(limit.Tighter ? ChangeKind.Tightened : ChangeKind.Loosened, id, limit.Name, $"{id} is {(limit.Tighter ? "stricter" : "less strict")}: {limit.Name} was {Words.Of(limit.Before)} and is now {Words.Of(limit.After)}.", limit.Before, limit.After);
        if (!Same(was.ShownWhen, now.ShownWhen))
            Add(ChangeKind.ConditionChanged, id, "shownWhen", $"{id} was shown when: {Words.Of(was.ShownWhen)}. Now: {Words.Of(now.ShownWhen)}.", was.ShownWhen, now.ShownWhen);
        if (!Same(was.Score, now.Score))
            Add(ChangeKind.ScoreChanged, id, "score", $"{id} is worked out or named differently.", was.Score, now.Score);
        Other("repeats", was.Repeats, now.Repeats);
        Other("unit", was.Unit, now.Unit);
        Other("recommended", was.Recommended, now.Recommended);
        Other("initial", was.Initial, now.Initial);

        void Other(string name, object? left, object? right)
        {
            if (!Same(left, right))
                Add(ChangeKind.OtherChanged, id, name, $"{name} of {id} was {Words.Of(left)} and is now {Words.Of(right)}.", left, right);
        }
    }

    void CompareOptions(string id, IReadOnlyList<Option> were, IReadOnlyList<Option> are, string what, (ChangeKind Added, ChangeKind Removed, ChangeKind Reworded) kinds)
    {
        foreach (var gone in were.ExceptBy(are.Select(option => option.Value), option => option.Value))
            Add(kinds.Removed, id, gone.Value, $"{id} has no {what} {gone.Value}, {Words.Quoted(gone.Label, before)}, any more.");
        foreach (var added in are.ExceptBy(were.Select(option => option.Value), option => option.Value))
            Add(kinds.Added, id, added.Value, $"{id} has a new {what} {added.Value}, {Words.Quoted(added.Label, after)}.");
        foreach (var (was, now) in were.Join(are, option => option.Value, option => option.Value, (was, now) => (was, now)))
        {
            if (Words.Key(was.Label) != Words.Key(now.Label))
                Add(kinds.Reworded, id, now.Value, $"The {what} {now.Value} of {id} said {Words.Quoted(was.Label, before)} and now says {Words.Quoted(now.Label, after)}{Elsewhere(was.Label, now.Label)}.", was.Label, now.Label);
            if (was.Score != now.Score) Add(ChangeKind.OptionChanged, id, now.Value, $"The {what} {now.Value} of {id} counted {Words.Of(was.Score)} and now counts {Words.Of(now.Score)}.", was.Score, now.Score);
            if (was.Exclusive != now.Exclusive) Add(ChangeKind.OptionChanged, id, now.Value, $"The {what} {now.Value} of {id} {(now.Exclusive ? "now goes with no other" : "may now go with others")}.", was.Exclusive, now.Exclusive);
        }
        var (left, right) = (were.Select(option => option.Value).Intersect(are.Select(option => option.Value)), are.Select(option => option.Value).Intersect(were.Select(option => option.Value)));
        if (!left.SequenceEqual(right)) Add(ChangeKind.OptionChanged, id, null, $"The {what}s of {id} stand in another order.");
    }

    /// <summary>The fewest questions that have to move to make the old order the new one: those outside its longest common run.</summary>
    HashSet<string> Moved()
    {
        var order = now.Places.Select(place => old.Find(place.Id)).OfType<Place>().DistinctBy(place => place.Id).ToList();
        var (longest, from) = (new int[order.Count], new int[order.Count]);
        for (var i = 0; i < order.Count; i++)
        {
            from[i] =
                Enumerable.Range(0, i).Where(j => order[j].Order < order[i].Order).DefaultIfEmpty(-1).MaxBy(j => j < 0 ? 0 : longest[j]);
            longest[i] = 1 + (from[i] < 0 ? 0 : longest[from[i]]);
        }
        var stayed = new HashSet<string>();
        for (var i = order.Count == 0 ? -1 : Array.IndexOf(longest, longest.Max()); i >= 0; i = from[i]) stayed.Add(order[i].Id);
        return [.. order.Select(place => place.Id).Where(id => !stayed.Contains(id))];
    }

    static string Elsewhere(LocalText was, LocalText now) =>
        was.All.FirstOrDefault() == now.All.FirstOrDefault() ? " (in another language)" : "";

    static string In(Place place) => place.Section is { } section ? $" in {section.Id}" : "";

    string After(Place place) => now.Places.LastOrDefault(other => other.Order < place.Order && other.Section == place.Section) is { } previous ? $" behind {previous.Id}" : " to the beginning";

    void Add(ChangeKind kind, string? question, string? part, string says, object? was = null, object? now = null) =>
        changes.Add(new(kind, question, part, says) { Before = Json(was), After = Json(now) });

    public static bool Same(object? left, object? right) =>
        left is null || right is null ? left is null && right is null : JsonElement.DeepEquals(Json(left)!.Value, Json(right)!.Value);

    static JsonElement? Json(object? value) =>
        value is null ? null : JsonSerializer.SerializeToElement(value, value.GetType(), DefinitionJson.Options);
}
