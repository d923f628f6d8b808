using System.Text.Json;

namespace QLab.Questionnaires.Tests;

public sealed class EstimatingMinutes
{
    [Fact]
    public void The_estimate_goes_the_longest_way_only()
    {
        var definition = DefinitionJson.Read(JsonSerializer.Serialize(new
        {
            title = "T",
            questions = new object[]
            {
                new { id = "which", type = "yesNo", text = "Which?" },
                new { id = "here", type = "section", text = "Here", shownWhen = new { question = "which", @operator = "is", value = true }, questions = Stories("here", 3) },
                new { id = "there", type = "section", text = "There", shownWhen = new { question = "which", @operator = "is", value = false }, questions = Stories("there", 5) },
            },
        }));
        Minutes.Of(definition).ShouldBe(6);

        static object[] Stories(string name, int count) =>
            [.. Enumerable.Range(0, count).Select(i => new { id = $"{name}{i}", type = "longText", text = "Tell us." })];
    }
}
