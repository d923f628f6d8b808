using QLab.Surveys.Questionnaires.Rules;

namespace QLab.Surveys.Questionnaires;

/// <summary>What keeps a definition from being published: every fault at once, by JSON Pointer.</summary>
static class DefinitionRules
{
    public static Dictionary<string, string[]> Faults(Definition definition)
    {
        var (outline, faults) = (new Outline(definition), new Faults());
        Annotations.Look(definition, "", faults);
        Storable.Look(definition, faults);
        StructureRules.Look(outline, faults);
        TypeRules.Look(outline, faults);
        ScoreRules.Look(outline, faults);
        new ConditionRules(outline, faults).Look();
        Reachability.Look(outline, faults);
        TextRules.Look(outline, faults);
        return faults.ToDictionary();
    }

    /// <summary>What keeps a definition from being kept even as a draft.</summary>
    public static Dictionary<string, string[]> Unstorable(Definition definition)
    {
        var faults = new Faults();
        Storable.Look(definition, faults);
        return faults.ToDictionary();
    }

    /// <summary>The faults of a condition about whole responses, such as a quota's: it may ask about every question.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="definition">What is answered.</param>
    /// <param name="pointer">Where the condition stands.</param>
    public static Dictionary<string, string[]> Faults(Condition condition, Definition definition, string pointer)
    {
        var faults = new Faults();
        Annotations.Look(condition, pointer, faults);
        new ConditionRules(new(definition), faults).Look(condition, pointer, asker: null);
        return faults.ToDictionary();
    }
}
