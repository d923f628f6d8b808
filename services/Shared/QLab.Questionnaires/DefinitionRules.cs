using QLab.Questionnaires.Rules;

namespace QLab.Questionnaires;

/// <summary>What keeps a definition from being published: every fault at once, by JSON Pointer.</summary>
public static class DefinitionRules
{
    public static Dictionary<string, string[]> Faults(Definition definition)
    {
        var (outline, faults) = (new Outline(definition), new Faults());
        AttributeRules.Validate(definition, "", faults);
        Storable.Validate(definition, faults);
        StructureRules.Validate(outline, faults);
        TypeRules.Validate(outline, faults);
        ScoreRules.Validate(outline, faults);
        new ConditionRules(outline, faults).Validate();
        Reachability.Validate(outline, faults);
        TextRules.Validate(outline, faults);
        return faults.ToDictionary();
    }

    /// <summary>What keeps a definition from being kept even as a draft.</summary>
    public static Dictionary<string, string[]> Unstorable(Definition definition)
    {
        var faults = new Faults();
        Storable.Validate(definition, faults);
        return faults.ToDictionary();
    }

    /// <summary>The faults of a condition about whole responses, such as a quota's: it may ask about every question.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="definition">What is answered.</param>
    /// <param name="pointer">Where the condition stands.</param>
    public static Dictionary<string, string[]> Faults(Condition condition, Definition definition, string pointer)
    {
        var faults = new Faults();
        AttributeRules.Validate(condition, pointer, faults);
        new ConditionRules(new(definition), faults).Validate(condition, pointer, asker: null);
        return faults.ToDictionary();
    }
}
