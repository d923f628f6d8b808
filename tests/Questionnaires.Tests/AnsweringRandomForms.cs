using System.Text.Json;
using QLab.Questionnaires.Answering;
using QLab.Questionnaires.Versions;

namespace QLab.Questionnaires.Tests;

/// <summary>What holds for every questionnaire and every answer.</summary>
public sealed class AnsweringRandomForms
{
    const int Cases = 2_000, Definitions = 400;

    [Fact]
    public void The_order_of_evaluation_never_matters() => Property.Holds(Cases, choices =>
    {
        var (definition, answers) = Answered(choices);
        var check = new Form(definition).Check(answers, HiddenAnswers.Drop);
        var oracle = new Recursively(definition, answers);
        var ids = choices.Shuffled(definition.InPageOrder().Select(question => question.Id));
        ids.Where(oracle.Shows).ShouldBe(check.Shown, ignoreOrder: true, Said(definition, answers));
    });

    [Fact]
    public void What_was_accepted_once_is_accepted_again_and_stays_the_same()
    {
        var accepted = 0;
        Property.Holds(Cases, choices =>
        {
            var (definition, answers) = Answered(choices);
            var form = new Form(definition);
            var first = form.Check(answers, HiddenAnswers.Drop);
            if (first.Faults.Count > 0) return;
            accepted++;
            var again = form.Check(first.Kept);
            again.Faults.ShouldBeEmpty(Said(definition, answers));
            again.Shown.ShouldBe(first.Shown, Said(definition, answers));
            Json(again.Kept).ShouldBe(Json(first.Kept), Said(definition, answers));
        });
        accepted.ShouldBeGreaterThan(Cases / 2);
    }

    [Fact]
    public void What_is_said_to_be_out_of_reach_is_and_the_rest_is_not()
    {
        var (dead, alive) = (0, 0);
        Property.Holds(Definitions, choices =>
        {
            var definition = new RandomDefinitions(choices).Next();
            if (RandomDefinitions.Everything(definition) is not { } everything) return;
            var faults = DefinitionRules.Faults(definition).Keys;
            faults.ShouldAllBe(pointer => pointer.EndsWith("/shownWhen"), Said(definition, null));
            var form = new Form(definition);
            var shown = everything.Select(answers => form.Check(answers, HiddenAnswers.Drop))
                .Where(check => check.Faults.Count == 0)
                .SelectMany(check => check.Shown)
                .ToHashSet();
            var byScore = definition.InPageOrder().Any(question => question.Type == QuestionType.Score);
            foreach (var (question, pointer) in Conditional(definition.Questions, "/questions", faults))
            {
                var reachable = !faults.Contains($"{pointer}/shownWhen");
                // Not every number between a score's least and most need come up: there a question may be out of reach unsaid.
                if (!reachable || !byScore) shown.Contains(question.Id).ShouldBe(reachable, $"{question.Id} in {Said(definition, null)}");
                if (reachable) alive++;
                else dead++;
            }
        });
        (dead, alive).ShouldSatisfyAllConditions(
            counts => counts.dead.ShouldBeGreaterThan(20), counts => counts.alive.ShouldBeGreaterThan(100));
    }

    [Fact]
    public void All_or_none_of_the_answers_survive_a_change_when_that_is_said()
    {
        var certain = 0;
        Property.Holds(Definitions, choices =>
        {
            var draw = new RandomDefinitions(choices);
            var before = draw.Next();
            var after = draw.Changed(before);
            var (was, now) = (new Form(before), new Form(after));
            var survivals = Survivals.Between(before, after).ToDictionary(survival => survival.Question, survival => survival.Survive);
            for (var i = 0; i < 10; i++)
            {
                var first = was.Check(Some(before, choices), HiddenAnswers.Drop);
                if (first.Faults.Count > 0) continue;
                var kept = now.Check(first.Kept, HiddenAnswers.Drop, unfinished: true).Kept;
                foreach (var (id, answer) in first.Kept.Where(answer => survivals[answer.Key] != Survive.Some))
                {
                    certain++;
                    (kept.TryGetValue(id, out var same) && JsonElement.DeepEquals(same, answer)).ShouldBe(
                        survivals[id] == Survive.All, $"{id}: {Said(before, first.Kept)} became {Said(after, kept)}");
                }
            }
        });
        certain.ShouldBeGreaterThan(Definitions);
    }

    static IEnumerable<(Question Question, string Pointer)> Conditional(IReadOnlyList<Question> questions, string pointer, ICollection<string> faults) =>
        questions.Index().SelectMany(at => faults.Contains($"{pointer}/{at.Index}/shownWhen") ? [(at.Item, $"{pointer}/{at.Index}")]
            : Conditional(at.Item.Questions, $"{pointer}/{at.Index}/questions", faults).Concat(at.Item.ShownWhen is null ? [] : [(at.Item, $"{pointer}/{at.Index}")]));

    static (Definition, Dictionary<string, JsonElement>) Answered(Choices choices)
    {
        var definition = new RandomDefinitions(choices).Next();
        return (definition, Some(definition, choices));
    }

    static Dictionary<string, JsonElement> Some(Definition definition, Choices choices) => definition.InPageOrder()
        .Select(question => (question.Id, Answers: RandomDefinitions.AnswersTo(question), question.Required))
        .Where(question => question.Answers.Length > 0 && (question.Required || choices.Next(4) < 3))
        .ToDictionary(question => question.Id, question => choices.Of(question.Answers));

    static string Said(Definition definition, IReadOnlyDictionary<string, JsonElement>? answers) =>
        $"{DefinitionJson.Write(definition)} with {Json(answers)}";

    static string Json(IReadOnlyDictionary<string, JsonElement>? answers) =>
        JsonSerializer.Serialize(answers?.OrderBy(answer => answer.Key).ToDictionary());

    /// <summary>The rules written once more, from the question that is asked about backwards.</summary>
    sealed class Recursively(Definition definition, Dictionary<string, JsonElement> answers)
    {
        readonly Dictionary<string, Question> questions = definition.InPageOrder().ToDictionary(question => question.Id);
        readonly Dictionary<string, bool> known = [];

        public bool Shows(string id)
        {
            if (known.TryGetValue(id, out var shown)) return shown;
            var section = questions.Values.FirstOrDefault(other => other.Questions.Any(inner => inner.Id == id));
            return known[id] = (section is null || Shows(section.Id)) && (questions[id].ShownWhen is not { } condition || Holds(condition));
        }

        bool Holds(Condition condition) =>
            condition.All?.All(Holds) ?? condition.Any?.Any(Holds) ?? Holds(condition, Given(questions[condition.Question!], condition.Row));

        static bool Holds(Condition condition, List<object> given)
        {
            var value = condition.Value is { } json ? Plain(json) : null;
            bool Any(Func<int, bool> order) =>
                given.Any(one => one.GetType() == value!.GetType() && order(((IComparable)one).CompareTo(value)));
            return condition.Operator switch
            {
                Operator.Answered => given.Count > 0,
                Operator.NotAnswered => given.Count == 0,
                Operator.Is => given.Contains(value!),
                Operator.IsNot => given.Count > 0 && !given.Contains(value!),
                Operator.Above => Any(order => order > 0),
                Operator.AtLeast => Any(order => order >= 0),
                Operator.Below => Any(order => order < 0),
                _ => Any(order => order <= 0),
            };
        }

        List<object> Given(Question question, string? row)
        {
            if (!Shows(question.Id)) return [];
            if (question.Type == QuestionType.Score) return Score(question.Score!) is { } score ? [score] : [];
            if (!answers.TryGetValue(question.Id, out var answer)) return [];
            return row is not null
                ? [Plain(answer.GetProperty(row))]
                : answer.ValueKind == JsonValueKind.Array ? [.. answer.EnumerateArray().Select(Plain)] : [Plain(answer)];
        }

        decimal? Score(Score score)
        {
            var points = score.Questions.Select(id => questions[id]).Select(Points).OfType<decimal>().ToList();
            return points.Count == 0 || points.Count < (score.AtLeast ?? score.Questions.Count) ? null
                : score.Method == ScoreMethod.Sum ? points.Sum() : points.Sum() / points.Count;
        }

        decimal? Points(Question question)
        {
            var points = Given(question, question.Type == QuestionType.Matrix ? "r" : null).Select(one => one switch
            {
                decimal number => number,
                bool yes => yes ? 1 : 0,
                string value => question.Options.FirstOrDefault(option => option.Value == value)?.Score,
                _ => null,
            }).OfType<decimal>().ToList();
            return points.Count == 0 ? null : points.Sum();
        }

        static object Plain(JsonElement json) => json.ValueKind switch
        {
            JsonValueKind.Number => json.GetDecimal(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => json.GetString()!,
            _ => new object(),
        };
    }
}
