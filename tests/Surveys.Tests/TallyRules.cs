using System.Text.Json;
using QLab.Questionnaires;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Tests;

public sealed class TallyRules
{
    static readonly Dictionary<string, Question> Questions = DefinitionJson.Read(JsonSerializer.Serialize(
        new
        {
            title = "Results", languages = new[] { "en" }, questions = ResultsOfASurvey.Questions,
        })).InPageOrder().ToDictionary(q => q.Id);

    static readonly TallyQuery[] Queries = [TallyQuery.Whole, KeepingTallies.Lived, KeepingTallies.ByTopic];

    [Fact]
    public void What_is_left_depends_on_nothing_but_which_responses_are_in() => Property.Holds(300, choices =>
    {
        var responses = choices.Some(0, 12, _ => (Given: One(choices), Stays: choices.Chance()));
        foreach (var query in Queries)
        {
            var (tally, scratch) = (new Tally(query), new Tally(query));
            foreach (var (given, _) in responses) tally.Apply(given, +1, Questions);
            foreach (var (given, _) in choices.Shuffled(responses.Where(response => !response.Stays))) tally.Apply(given, -1, Questions);
            foreach (var (given, _) in choices.Shuffled(responses.Where(response => response.Stays))) scratch.Apply(given, +1, Questions);
            KeepingTallies.Sorted(tally.Write()).ShouldBe(KeepingTallies.Sorted(scratch.Write()), Said(responses));
        }
    });

    static string Said(IEnumerable<(Given Given, bool Stays)> responses) =>
        string.Join('\n', responses.Select(response => $"{(response.Stays ? "stays" : "goes")}: {response.Given.Answers}"));

    static Given One(Choices choices) =>
        new(JsonSerializer.SerializeToElement(KeepingTallies.Answers(choices)), "en", [], new(2018, 9, 3, 0, 0, 0, TimeSpan.Zero));
}
