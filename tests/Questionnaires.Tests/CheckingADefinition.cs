namespace QLab.Questionnaires.Tests;

/// <summary>Each line is a questionnaire in brief and the place of the one thing that is wrong with it.</summary>
public sealed class CheckingADefinition
{
    const string Options = """ "options": [{"value":"a","label":"A"},{"value":"b","label":"B"}] """;
    const string First = $$"""{"id":"first","type":"singleChoice","text":"First",{{Options}}}""";
    const string Years = """{"id":"years","type":"number","text":"Years","min":0,"max":10,"whole":true}""";

    [Theory]
    [InlineData("""{"id":"a","type":"section","text":"A","questions":[{"id":"b","type":"section","text":"B","questions":[{"id":"a","type":"yesNo","text":"A again"}]}]}""", "/questions/0/questions/0/questions/0/id")]
    [InlineData("""{"id":"a","type":"section","text":"Empty"}""", "/questions/0/questions")]
    [InlineData("""{"id":"a","type":"yesNo","text":"A","questions":[{"id":"b","type":"yesNo","text":"B"}]}""", "/questions/0/questions")]
    [InlineData("""{"id":"1a","type":"yesNo","text":"A"}""", "/questions/0/id")]
    [InlineData("""{"id":"a","type":"yesNo","text":" "}""", "/questions/0/text")]
    [InlineData("""{"id":"a","type":"singleChoice","text":"A","options":[{"value":"x","label":"X"},{"value":"x","label":"Y"}]}""", "/questions/0/options/1/value")]
    [InlineData("""{"id":"a","type":"likert","text":"A"}""", "/questions/0/options")]
    [InlineData("""{"id":"a","type":"ranking","text":"A"}""", "/questions/0/options")]
    [InlineData("""{"id":"a","type":"multipleChoice","text":"A"}""", "/questions/0/options")]
    [InlineData($$"""{"id":"a","type":"matrix","text":"A",{{Options}}}""", "/questions/0/rows")]
    [InlineData($$"""{"id":"a","type":"matrix","text":"A",{{Options}},"rows":[{"value":"r","label":"R"},{"value":"r","label":"R"}]}""", "/questions/0/rows/1/value")]
    [InlineData($$"""{"id":"a","type":"yesNo","text":"A",{{Options}}}""", "/questions/0/options")]
    [InlineData($$"""{"id":"a","type":"likert","text":"A",{{Options}},"other":true}""", "/questions/0/other")]
    [InlineData("""{"id":"a","type":"singleChoice","text":"A","options":[{"value":"x","label":"X","exclusive":true},{"value":"y","label":"Y"}]}""", "/questions/0/options/0/exclusive")]
    [InlineData("""{"id":"a","type":"shortText","text":"A","min":1}""", "/questions/0/min")]
    [InlineData("""{"id":"a","type":"date","text":"A","max":1}""", "/questions/0/max")]
    [InlineData("""{"id":"a","type":"number","text":"A","min":2,"max":1}""", "/questions/0/min")]
    [InlineData("""{"id":"a","type":"number","text":"A","whole":true,"min":0.5}""", "/questions/0/min")]
    [InlineData("""{"id":"a","type":"number","text":"A","max":1e20}""", "/questions/0/max")]
    [InlineData("""{"id":"a","type":"rating","text":"A","min":5}""", "/questions/0/max")]
    [InlineData("""{"id":"a","type":"yesNo","text":"A","unit":"kg"}""", "/questions/0/unit")]
    [InlineData("""{"id":"a","type":"number","text":"A","from":"2018-01-01"}""", "/questions/0/from")]
    [InlineData("""{"id":"a","type":"date","text":"A","from":"1.1.2018"}""", "/questions/0/from")]
    [InlineData("""{"id":"a","type":"date","text":"A","from":"2019-01-01","until":"2018-01-01"}""", "/questions/0/from")]
    [InlineData("""{"id":"a","type":"time","text":"A","from":"09:30:01","until":"09:30"}""", "/questions/0/from")]
    [InlineData("""{"id":"a","type":"dateTime","text":"A","from":"2018-01-01T00:00:00Z","until":"2018-01-01T00:30:00+01:00"}""", "/questions/0/from")]
    [InlineData("""{"id":"a","type":"shortText","text":"A","minLength":5,"maxLength":4}""", "/questions/0/minLength")]
    [InlineData("""{"id":"a","type":"shortText","text":"A","pattern":"("}""", "/questions/0/pattern")]
    [InlineData("""{"id":"a","type":"shortText","text":"A","pattern":"a)|(b"}""", "/questions/0/pattern")]
    [InlineData("""{"id":"a","type":"shortText","text":"A","pattern":"(a)\\1"}""", "/questions/0/pattern")]
    [InlineData("""{"id":"a","type":"shortText","text":"A","pattern":"((a{1000}){1000}){1000}"}""", "/questions/0/pattern")]
    [InlineData($$"""{"id":"a","type":"multipleChoice","text":"A",{{Options}},"minChoices":3}""", "/questions/0/minChoices")]
    [InlineData($$"""{"id":"a","type":"multipleChoice","text":"A",{{Options}},"minChoices":2,"maxChoices":1}""", "/questions/0/minChoices")]
    [InlineData($$"""{"id":"a","type":"singleChoice","text":"A",{{Options}},"maxChoices":1}""", "/questions/0/maxChoices")]
    [InlineData($$"""{"id":"a","type":"singleChoice","text":"A",{{Options}},"repeats":true}""", "/questions/0/repeats")]
    [InlineData("""{"id":"a","type":"display","text":"A","required":true}""", "/questions/0/required")]
    [InlineData("""{"id":"a","type":"yesNo","text":"A","required":true,"recommended":true}""", "/questions/0/recommended")]
    [InlineData("""{"id":"a","type":"number","text":"A","max":5,"initial":6}""", "/questions/0/initial")]
    [InlineData("""{"id":"a","type":"shortText","text":"A","initial":"\ud800"}""", "/questions/0/initial")]
    [InlineData("""{"id":"a","type":"score","text":"A"}""", "/questions/0/score")]
    [InlineData("""{"id":"a","type":"number","text":"A","score":{"method":"sum","questions":["a"]}}""", "/questions/0/score")]
    public void One_question_that_is_wrong_in_one_way(string question, string place) => Places([question]).ShouldBe([place]);

    [Theory]
    [InlineData("""{"method":"sum","questions":["nowhere"]}""", "/questions")]
    [InlineData("""{"method":"sum","questions":["s"]}""", "/questions")]
    [InlineData("""{"method":"sum","questions":["first"]}""", "/questions/0")]
    [InlineData("""{"method":"sum","questions":["years","years"]}""", "/questions/1")]
    [InlineData("""{"method":"sum","questions":["years"],"atLeast":2}""", "/atLeast")]
    [InlineData("""{"method":"sum","questions":["years"],"multiplyBy":0}""", "/multiplyBy")]
    [InlineData("""{"method":"sum","questions":["years"],"multiplyBy":1e12}""", "/multiplyBy")]
    [InlineData("""{"method":"sum","questions":["years"],"bands":[{"from":5,"label":"High"},{"from":0,"label":"Low"}]}""", "/bands/1/from")]
    [InlineData("""{"method":"sum","questions":[]}""", "/questions")]
    public void A_score_that_cannot_be_worked_out(string score, string place) =>
        Places([First, Years, $$"""{"id":"s","type":"score","text":"S","score":{{score}}}"""]).Single()
            .ShouldStartWith($"/questions/2/score{place}");

    [Theory]
    [InlineData("""{}""", "")]
    [InlineData("""{"question":"first","operator":"is","value":"a","any":[]}""", "")]
    [InlineData("""{"all":[]}""", "/all")]
    [InlineData("""{"all":[{"question":"first","operator":"answered"}],"operator":"is"}""", "")]
    [InlineData("""{"any":[{"all":[{"question":"first","operator":"is","value":"c"}]}]}""", "/any/0/all/0/value")]
    [InlineData("""{"question":"nowhere","operator":"answered"}""", "/question")]
    [InlineData("""{"question":"last","operator":"answered"}""", "/question")]
    [InlineData("""{"question":"asker","operator":"answered"}""", "/question")]
    [InlineData("""{"question":"read","operator":"answered"}""", "/question")]
    [InlineData("""{"question":"first"}""", "/operator")]
    [InlineData("""{"question":"first","operator":"above","value":"a"}""", "/operator")]
    [InlineData("""{"question":"first","operator":"is"}""", "/value")]
    [InlineData("""{"question":"first","operator":"answered","value":true}""", "/value")]
    [InlineData("""{"question":"first","operator":"is","value":"c"}""", "/value")]
    [InlineData("""{"question":"first","operator":"is","value":1}""", "/value")]
    [InlineData("""{"question":"first","row":"r","operator":"is","value":"a"}""", "/row")]
    [InlineData("""{"question":"years","operator":"is","value":11}""", "/value")]
    [InlineData("""{"question":"years","operator":"above","value":"1"}""", "/value")]
    [InlineData("""{"question":"grid","operator":"is","value":"a"}""", "/row")]
    [InlineData("""{"question":"grid","row":"x","operator":"is","value":"a"}""", "/row")]
    [InlineData("""{"question":"grid","row":"r","operator":"is","value":"x"}""", "/value")]
    [InlineData("""{"question":"file","operator":"is","value":{}}""", "/operator")]
    [InlineData("""{"question":"day","operator":"below","value":"soon"}""", "/value")]
    [InlineData("""{"all":[{"all":[{"all":[{"all":[{"all":[{"all":[{"all":[{"all":[{"question":"first","operator":"answered"}]}]}]}]}]}]}]}]}""", "/all/0/all/0/all/0/all/0/all/0/all/0/all/0")]
    [InlineData("""{"question":"years","operator":"above","value":10}""", "")]
    [InlineData("""{"all":[{"question":"years","operator":"above","value":4},{"question":"years","operator":"below","value":5}]}""", "")]
    [InlineData("""{"all":[{"question":"first","operator":"is","value":"a"},{"question":"first","operator":"is","value":"b"}]}""", "")]
    [InlineData("""{"all":[{"question":"first","operator":"notAnswered"},{"question":"first","operator":"isNot","value":"b"}]}""", "")]
    [InlineData("""{"all":[{"question":"day","operator":"above","value":"2018-09-03"},{"question":"day","operator":"below","value":"2018-09-04"}]}""", "")]
    [InlineData("""{"all":[{"question":"followUp","operator":"answered"},{"question":"first","operator":"is","value":"b"}]}""", "")]
    [InlineData("""{"question":"total","operator":"above","value":21}""", "")]
    public void A_condition_that_asks_for_what_cannot_be(string condition, string place) => Places(
    [
        First, Years,
        """{"id":"read","type":"display","text":"Read this"}""",
        $$"""{"id":"grid","type":"matrix","text":"Grid",{{Options}},"rows":[{"value":"r","label":"R"}]}""",
        """{"id":"file","type":"attachment","text":"File"}""",
        """{"id":"day","type":"date","text":"Day"}""",
        """{"id":"followUp","type":"yesNo","text":"Follow up","shownWhen":{"question":"first","operator":"is","value":"a"}}""",
        """{"id":"total","type":"score","text":"Total","score":{"method":"sum","questions":["years","followUp"],"multiplyBy":1.9,"atLeast":1}}""",
        $$"""{"id":"asker","type":"yesNo","text":"Asker","shownWhen":{{condition}} }""",
        """{"id":"last","type":"yesNo","text":"Last"}""",
    ]).ShouldBe([$"/questions/8/shownWhen{place}"]);

    [Theory]
    [InlineData("""{"question":"years","operator":"atLeast","value":10}""")]
    [InlineData("""{"all":[{"question":"years","operator":"above","value":4},{"question":"years","operator":"below","value":6}]}""")]
    [InlineData("""{"question":"first","operator":"notAnswered"}""")]
    [InlineData("""{"all":[{"question":"many","operator":"is","value":"a"},{"question":"many","operator":"is","value":"b"}]}""")]
    [InlineData("""{"all":[{"question":"text","operator":"isNot","value":"x"},{"question":"text","operator":"isNot","value":"y"}]}""")]
    [InlineData("""{"any":[{"question":"years","operator":"above","value":10},{"question":"first","operator":"is","value":"b"}]}""")]
    public void A_condition_that_can_hold_is_no_fault(string condition) => Places(
    [
        First, Years,
        $$"""{"id":"many","type":"multipleChoice","text":"Many",{{Options}}}""",
        """{"id":"text","type":"shortText","text":"Text"}""",
        $$"""{"id":"asker","type":"yesNo","text":"Asker","shownWhen":{{condition}}}""",
    ]).ShouldBeEmpty();

    [Fact]
    public void A_ring_is_named() => Faults(Parse(
    [
        """{"id":"a","type":"section","text":"A","shownWhen":{"question":"c","operator":"answered"},"questions":[{"id":"b","type":"yesNo","text":"B"}]}""",
        """{"id":"c","type":"yesNo","text":"C","shownWhen":{"question":"b","operator":"is","value":true}}""",
    ]))["/questions/0/shownWhen/question"].Single().ShouldContain("a → c → b → a");

    [Fact]
    public void A_section_that_never_shows_is_said_once_for_all_in_it() => Places(
    [
        First,
        """{"id":"s","type":"section","text":"S","shownWhen":{"all":[{"question":"first","operator":"is","value":"a"},{"question":"first","operator":"is","value":"b"}]},"questions":[{"id":"in","type":"yesNo","text":"In","shownWhen":{"question":"first","operator":"is","value":"a"}}]}""",
    ]).ShouldBe(["/questions/1/shownWhen"]);

    [Fact]
    public void A_question_in_a_section_for_some_cannot_ask_for_the_others() => Places(
    [
        First,
        """{"id":"s","type":"section","text":"S","shownWhen":{"question":"first","operator":"is","value":"a"},"questions":[{"id":"in","type":"yesNo","text":"In","shownWhen":{"question":"first","operator":"isNot","value":"a"}}]}""",
    ]).ShouldBe(["/questions/1/questions/0/shownWhen"]);

    [Fact]
    public void Texts_are_there_in_every_language_or_the_same_in_all()
    {
        var definition = """
            {"title":{"en":"Title","cy":"Teitl"},"languages":["en","cy","EN","no such"],"questions":[
              {"id":"a","type":"yesNo","text":{"en":"A","cy":" "}},
              {"id":"b","type":"yesNo","text":"NHS"},
              {"id":"c","type":"yesNo","text":{"en":"C","cy":"C","gd":"C"}}]}
            """;
        Faults(definition).Keys.ShouldBe(
            ["/languages/2", "/languages/3", "/title", "/questions/0/text", "/questions/2/text"], ignoreOrder: true);
    }

    [Fact]
    public void A_thousand_questions_that_all_depend_on_each_other_are_checked_in_bounded_work()
    {
        string[] sections = [.. Enumerable.Range(0, 4).Select(section => $$"""{"id":"s{{section}}","type":"section","text":"S","questions":[{{string.Join(',', Enumerable.Range(section * 245, 245).Select(Link))}}]}""")];
        var definition = DefinitionJson.Read(Parse([First, .. sections]));
        DefinitionRules.Faults(definition).ShouldBeEmpty();
        Minutes.Of(definition).ShouldBeGreaterThan(980 * 8 / 60);

        static string Link(int i) => $$"""
            {"id":"q{{i}}","type":"multipleChoice","text":"Q",{{Options}},"shownWhen":{"any":[{"question":"{{(i == 0 ? "first" : $"q{i - 1}")}}","operator":"is","value":"a"},{"question":"first","operator":"is","value":"b"}] } }
            """;
    }

    [Fact]
    public void Of_many_follow_ups_to_many_options_the_one_out_of_reach_is_found()
    {
        var options = string.Join(',', Enumerable.Range(0, 30).Select(i => $$"""{"value":"o{{i}}","label":"O"}"""));
        string Follow(int i, string and) => $$"""{"id":"f{{i}}","type":"yesNo","text":"F","shownWhen":{"all":[{"question":"topics","operator":"is","value":"o{{i}}"},{"question":"topics","operator":"{{and}}","value":"o{{(i + 1) % 30}}"}] } }""";
        Places(
        [
            $$"""{"id":"topics","type":"multipleChoice","text":"Topics","maxChoices":1,"options":[{{options}}]}""",
            .. Enumerable.Range(0, 29).Select(i => Follow(i, "isNot")), Follow(29, "is"),
        ]).ShouldBe(["/questions/30/shownWhen"]);
    }

    static IEnumerable<string> Places(string[] questions) => Faults(Parse(questions)).Keys;

    static Dictionary<string, string[]> Faults(string definition) => DefinitionRules.Faults(DefinitionJson.Read(definition));

    static string Parse(string[] questions) => $$"""{"title":"Title","questions":[{{string.Join(',', questions)}}] }""";
}
