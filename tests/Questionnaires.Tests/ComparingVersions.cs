using QLab.Questionnaires.Versions;

namespace QLab.Questionnaires.Tests;

public sealed class ComparingVersions
{
    const string Options = """ "options": [{"value":"a","label":"A"},{"value":"b","label":"B"},{"value":"c","label":"C"}] """;
    const string Fewer = """ "options": [{"value":"a","label":"A"},{"value":"b","label":"B"}] """;

    [Theory]
    [InlineData($$""" "type":"singleChoice",{{Fewer}} """, $$""" "type":"singleChoice",{{Options}} """, Survive.All, ChangeKind.OptionAdded)]
    [InlineData($$""" "type":"singleChoice",{{Options}} """, $$""" "type":"singleChoice",{{Fewer}} """, Survive.Some, ChangeKind.OptionRemoved)]
    [InlineData($$""" "type":"singleChoice",{{Fewer}},"other":true """, $$""" "type":"singleChoice",{{Fewer}} """, Survive.Some, ChangeKind.Tightened)]
    [InlineData($$""" "type":"singleChoice",{{Fewer}} """, $$""" "type":"likert",{{Fewer}} """, Survive.All, ChangeKind.TypeChanged)]
    [InlineData($$""" "type":"singleChoice",{{Fewer}} """, $$""" "type":"multipleChoice",{{Fewer}} """, Survive.None, ChangeKind.TypeChanged)]
    [InlineData($$""" "type":"matrix",{{Fewer}},"rows":[{"value":"r","label":"R"}] """, $$""" "type":"matrix",{{Fewer}},"rows":[{"value":"r","label":"R"},{"value":"s","label":"S"}] """, Survive.All, ChangeKind.RowAdded)]
    [InlineData($$""" "type":"matrix","required":true,{{Fewer}},"rows":[{"value":"r","label":"R"}] """, $$""" "type":"matrix","required":true,{{Fewer}},"rows":[{"value":"r","label":"R"},{"value":"s","label":"S"}] """, Survive.Some, ChangeKind.RowAdded)]
    [InlineData($$""" "type":"matrix",{{Fewer}},"rows":[{"value":"r","label":"R"},{"value":"s","label":"S"}] """, $$""" "type":"matrix",{{Fewer}},"rows":[{"value":"r","label":"R"}] """, Survive.Some, ChangeKind.RowRemoved)]
    [InlineData($$""" "type":"ranking","required":true,{{Fewer}} """, $$""" "type":"ranking","required":true,{{Options}} """, Survive.Some, ChangeKind.Tightened)]
    [InlineData(""" "type":"number","max":10 """, """ "type":"number","max":9 """, Survive.Some, ChangeKind.Tightened)]
    [InlineData(""" "type":"number","max":10 """, """ "type":"number" """, Survive.All, ChangeKind.Loosened)]
    [InlineData(""" "type":"number" """, """ "type":"number","whole":true """, Survive.Some, ChangeKind.Tightened)]
    [InlineData(""" "type":"number","unit":"kg" """, """ "type":"number","unit":"lb" """, Survive.None, ChangeKind.OtherChanged)]
    [InlineData(""" "type":"number" """, """ "type":"number","repeats":true """, Survive.None, ChangeKind.OtherChanged)]
    [InlineData(""" "type":"rating" """, """ "type":"number" """, Survive.All, ChangeKind.TypeChanged)]
    [InlineData(""" "type":"rating","max":7 """, """ "type":"rating" """, Survive.Some, ChangeKind.Tightened)]
    [InlineData(""" "type":"shortText" """, """ "type":"longText" """, Survive.All, ChangeKind.TypeChanged)]
    [InlineData(""" "type":"longText" """, """ "type":"shortText" """, Survive.Some, ChangeKind.Tightened)]
    [InlineData(""" "type":"shortText" """, """ "type":"email" """, Survive.Some, ChangeKind.TypeChanged)]
    [InlineData(""" "type":"shortText" """, """ "type":"shortText","pattern":"[a-z]+" """, Survive.Some, ChangeKind.Tightened)]
    [InlineData(""" "type":"shortText","required":true """, """ "type":"shortText" """, Survive.All, ChangeKind.Loosened)]
    [InlineData(""" "type":"shortText" """, """ "type":"shortText","required":true """, Survive.All, ChangeKind.Tightened)]
    [InlineData(""" "type":"date","until":"2019-01-01" """, """ "type":"date","until":"2018-01-01" """, Survive.Some, ChangeKind.Tightened)]
    [InlineData(""" "type":"time","from":"09:00" """, """ "type":"time","from":"08:00:00" """, Survive.All, ChangeKind.Loosened)]
    public void What_changes_about_a_question_decides_what_becomes_of_its_answers(string before, string after, object survive, object kind)
    {
        var (was, now) = (Read($$"""{"id":"q","text":"Q",{{before}} }"""), Read($$"""{"id":"q","text":"Q",{{after}} }"""));
        Comparison.Between(was, now).Select(change => change.Kind).ShouldContain((ChangeKind)kind);
        Survivals.Between(was, now).Single().Survive.ShouldBe((Survive)survive);
    }

    [Fact]
    public void What_is_added_removed_moved_and_reworded_is_said_in_sentences()
    {
        var was = Read("""{"id":"a","type":"yesNo","text":"A?"}""", """{"id":"b","type":"yesNo","text":"B?"}""", """{"id":"c","type":"yesNo","text":"C?"}""", """{"id":"d","type":"yesNo","text":"D?"}""");
        var now = Read("""{"id":"c","type":"yesNo","text":"C?"}""", """{"id":"a","type":"yesNo","text":"Really A?"}""", """{"id":"b","type":"yesNo","text":"B?","shownWhen":{"question":"a","operator":"is","value":true}}""", """{"id":"s","type":"section","text":"S","questions":[{"id":"e","type":"date","text":"E?"}]}""");
        Comparison.Between(was, now).Select(change => change.Says).ShouldBe(
        [
            "The yesNo d, “D?”, is gone.",
            "c has moved to the beginning.",
            "a said “A?” and now says “Really A?”.",
            "b was shown when: always. Now: a is true.",
            "The section s, “S”, is new.",
            "The date e, “E?”, is new in s.",
        ]);
        Survivals.Between(was, now)
            .Select(survival => (survival.Question, survival.Survive))
            .ShouldBe([("a", Survive.All), ("b", Survive.Some), ("c", Survive.All), ("d", Survive.None)]);
    }

    [Fact]
    public void A_question_that_hangs_on_one_that_changed_keeps_only_some_answers()
    {
        const string follow =
            """{"id":"follow","type":"yesNo","text":"Follow","shownWhen":{"question":"first","operator":"is","value":"a"}}""";
        var survivals = Survivals.Between(
            Read($$"""{"id":"first","type":"singleChoice","text":"First",{{Options}} }""", follow),
            Read($$"""{"id":"first","type":"singleChoice","text":"First",{{Fewer}} }""", follow));
        survivals[1].Survive.ShouldBe(Survive.Some);
        survivals[1].Why.Single().ShouldContain("first decides");
    }

    static Definition Read(params string[] questions) =>
        DefinitionJson.Read($$"""{"title":"T","questions":[{{string.Join(',', questions)}}] }""");
}
