using System.Text.Json;

namespace QLab.Questionnaires.Tests;

/// <summary>What comes as JSON and cannot be a definition, and what the attributes of one say in words that name no member.</summary>
public sealed class ReadingADefinition
{
    const string Question = """{"id":"a","type":"yesNo","text":"A"}""";

    [Theory]
    [InlineData($$"""{"title":"T","questions":[{{Question}},null]}""")]
    [InlineData("""{"title":"T","questions":[{"id":"a","type":"section","text":"A","questions":[null]}]}""")]
    [InlineData("""{"title":"T","questions":[{"id":"a","type":"likert","text":"A","options":[null]}]}""")]
    [InlineData($$"""{"title":"T","questions":[{{Question}}],"languages":[null]}""")]
    [InlineData($$"""{"title":"T","questions":[{{Question}}],"titel":"T"}""")]
    [InlineData($$"""{"title":"T","title":"U","questions":[{{Question}}]}""")]
    [InlineData($$"""{"title":null,"questions":[{{Question}}]}""")]
    [InlineData("""{"title":"T"}""")]
    [InlineData("""{"title":"T","questions":[{"id":"a","type":4,"text":"A"}]}""")]
    public void What_no_definition_can_be_is_refused(string json) => Should.Throw<JsonException>(() => DefinitionJson.Read(json));

    [Theory]
    [InlineData("""{"id":"a","type":"shortText","text":"A","minLength":200000}""", "minLength", "This has to be from 0 to 100000.")]
    [InlineData("""{"id":"a","type":"number","text":"A","unit":"an ell as it was measured before the metre"}""", "unit", "This may have at most 40 characters.")]
    [InlineData("""{"id":"","type":"yesNo","text":"A"}""", "id", "This is needed.")]
    [InlineData("""{"id":"a","type":"likert","text":"A","options":[{"value":"-","label":"-"}]}""", "options/0/value",
        "A value is 1 to 64 letters, digits, dots, hyphens and underscores, beginning with a letter or digit.")]
    [InlineData("""{"id":"a","type":"yesNo","text":""}""", "text", "This text is empty.")]
    public void What_an_attribute_refuses_is_said_without_the_members_name(string question, string member, string words) =>
        DefinitionRules.Faults(DefinitionJson.Read($$"""{"title":"T","questions":[{{question}}]}"""))[$"/questions/0/{member}"].ShouldBe([words]);

    [Fact]
    public void How_many_are_taken_is_said_too()
    {
        var faults = DefinitionRules.Faults(DefinitionJson.Read("""{"title":"T","questions":[],"languages":[]}"""));
        faults["/questions"].ShouldContain("At least 1 is needed here.");
        faults["/languages"].ShouldContain("At least 1 is needed here.");
    }
}
