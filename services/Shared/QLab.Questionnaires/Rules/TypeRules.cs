using System.Text.RegularExpressions;
using QLab.Questionnaires.Answering;

namespace QLab.Questionnaires.Rules;

/// <summary>What a type needs, what does not go with it, and what contradicts itself.</summary>
static class TypeRules
{
    /// <remarks>Keeps every sum of a score within what a decimal holds.</remarks>
    public const decimal LargestWeight = 1_000_000;

    public static void Validate(Outline outline, Faults faults)
    {
        foreach (var place in outline.Places)
        {
            LookAtStrangers(place.Question, place.Pointer, faults);
            LookAtOptions(place.Question, place.Pointer, faults);
            LookAtLimits(place.Question, place.Pointer, faults);
            LookAtInitial(place.Question, place.Pointer, faults);
        }
    }

    static void LookAtStrangers(Question question, string pointer, Faults faults)
    {
        Refuse(question.Options.Count > 0, Takes.Options, "options");
        Refuse(question.Other, Takes.Other, "other");
        Refuse(question.Rows.Count > 0, Takes.Rows, "rows");
        Refuse(question.Min is not null, Takes.Range, "min");
        Refuse(question.Max is not null, Takes.Range, "max");
        Refuse(question.Whole, Takes.Whole, "whole");
        Refuse(question.Unit is not null, Takes.Unit, "unit");
        Refuse(question.From is not null, Takes.Window, "from");
        Refuse(question.Until is not null, Takes.Window, "until");
        Refuse(question.MinLength is not null, Takes.Length, "minLength");
        Refuse(question.MaxLength is not null, Takes.Length, "maxLength");
        Refuse(question.Pattern is not null, Takes.Length, "pattern");
        Refuse(question.Repeats, Takes.Repeats, "repeats");
        Refuse(question.Required, Takes.Answers, "required");
        Refuse(question.Recommended, Takes.Answers, "recommended");
        Refuse(question.Initial is not null, Takes.Answers, "initial");
        faults.AddIf(question is { Required: true, Recommended: true }, $"{pointer}/recommended", "A required question is asked for anyway: leave recommended out.");
        if (question.Repeats) return;
        Refuse(question.MinChoices is not null, Takes.Choices, "minChoices");
        Refuse(question.MaxChoices is not null, Takes.Choices, "maxChoices");

        void Refuse(bool given, Takes what, string name) =>
            faults.AddIf(given && !question.Can(what), $"{pointer}/{name}", $"'{name}' does not go with {TypeTraits.Name(question.Type)}; it goes with {TypeTraits.Those(what)}.");
    }

    static void LookAtOptions(Question question, string pointer, Faults faults)
    {
        if (question.Can(Takes.Options))
        {
            // One thing alone can be chosen ("I have read this"); a scale or an order needs two.
            var least = question.Type is QuestionType.SingleChoice or QuestionType.MultipleChoice ? 1 : 2;
            var choices = question.Options.Count + (question.Other ? 1 : 0);
            faults.AddIf(choices < least, $"{pointer}/options", least == 1 ? "A question of this type has at least one option." : "A question of this type has at least two options.");
        }
        faults.AddIf(question.Can(Takes.Rows) && question.Rows.Count == 0, $"{pointer}/rows", "A matrix has at least one row.");
        LookForDoubles(question.Options, $"{pointer}/options", "option");
        LookForDoubles(question.Rows, $"{pointer}/rows", "row");
        for (var i = 0; i < question.Options.Count; i++)
        {
            faults.AddIf(question.Options[i].Exclusive && !question.Can(Takes.Exclusive), $"{pointer}/options/{i}/exclusive", "Only an option of a multipleChoice is exclusive.");
            faults.AddIf(Math.Abs(question.Options[i].Score ?? 0) > LargestWeight, $"{pointer}/options/{i}/score", $"A score of an option lies between -{LargestWeight:0} and {LargestWeight:0}.");
        }
        for (var i = 0; i < question.Rows.Count; i++)
            faults.AddIf(question.Rows[i].Exclusive || question.Rows[i].Score is not null, $"{pointer}/rows/{i}", "A row has a value and a label; scores stand at the options.");

        void LookForDoubles(IReadOnlyList<Option> options, string list, string what)
        {
            var seen = new HashSet<string>();
            for (var i = 0; i < options.Count; i++)
                faults.AddIf(!seen.Add(options[i].Value), $"{list}/{i}/value", $"Another {what} has the value {options[i].Value}.");
        }
    }

    static void LookAtLimits(Question question, string pointer, Faults faults)
    {
        var (min, max) = question.Type == QuestionType.Rating ? (question.Min ?? 1, question.Max ?? 5) : (question.Min, question.Max);
        faults.AddIf(min > max, $"{pointer}/min", "The minimum is above the maximum.");
        faults.AddIf(question.Type == QuestionType.Rating && min == max, $"{pointer}/max", "A rating has at least two steps.");
        var whole = question.Whole || question.Type == QuestionType.Rating;
        foreach (var (limit, name) in new[] { (question.Min, "min"), (question.Max, "max") })
        {
            faults.AddIf(whole && limit is { } number && number != decimal.Truncate(number), $"{pointer}/{name}", "The answer is a whole number, so its limits are whole numbers.");
            faults.AddIf(Math.Abs(limit ?? 0) > AnswerRules.LargestNumber, $"{pointer}/{name}", $"A limit lies between -{AnswerRules.LargestNumber:0} and {AnswerRules.LargestNumber:0}.");
        }
        faults.AddIf(question.MinLength > question.MaxLength, $"{pointer}/minLength", "The shortest answer is longer than the longest.");
        faults.AddIf(question.MinChoices > question.MaxChoices, $"{pointer}/minChoices", "The fewest choices are more than the most.");
        var most = question.Options.Count;
        if (question.Can(Takes.Choices) && !question.Other)
            foreach (var (limit, name) in new[] { (question.MinChoices, "minChoices"), (question.MaxChoices, "maxChoices") })
                faults.AddIf(limit > most, $"{pointer}/{name}", $"There are {most} options: nobody can choose {limit}.");
        LookAtWindow(question, pointer, faults);
        if (question.Pattern is { } pattern && PatternFault(pattern) is { } fault) faults.Add($"{pointer}/pattern", fault);
    }

    static void LookAtWindow(Question question, string pointer, Faults faults)
    {
        if (!question.Can(Takes.Window)) return;
        var sound = true;
        foreach (var (limit, name) in new[] { (question.From, "from"), (question.Until, "until") })
        {
            if (limit is null || Moments.IsOne(question.Type, limit)) continue;
            sound = false;
            faults.Add($"{pointer}/{name}", $"Write it as an answer is written: {Moments.Example(question.Type)}.");
        }
        faults.AddIf(sound && question is { From: { } from, Until: { } until } && Moments.Compare(from, until) > 0, $"{pointer}/from", "The earliest answer is after the latest.");
    }

    /// <returns>What keeps a pattern from being used; null when it can be.</returns>
    public static string? PatternFault(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
            _ = AnswerRules.Whole(pattern);
            return null;
        }
        catch (NotSupportedException)
        {
            return "This pattern looks back or ahead, or repeats too often, which takes no bounded time. Write it without references back, lookarounds and large counts.";
        }
        catch (ArgumentException)
        {
            return "This is not a regular expression: check brackets and backslashes.";
        }
    }

    static void LookAtInitial(Question question, string pointer, Faults faults)
    {
        if (question.Initial is not { } initial || !question.Can(Takes.Answers) || faults.AnyAt(pointer)) return;
        if (Readable.Fault(initial) is { } unreadable) faults.Add($"{pointer}/initial", unreadable);
        else if (AnswerRules.Fault(question with { Required = false, MinChoices = null }, initial) is { } fault)
            faults.Add($"{pointer}/initial", fault);
    }
}
