namespace QLab.Coding;

/// <summary>
/// What of somebody's steps can be undone and done again. Undoing and redoing are steps themselves, so this is read from the journal
/// alone.
/// </summary>
public static class CodingHistory
{
    public readonly record struct Entry(long Number, StepKind Kind, long? Target);

    /// <summary>The last step that holds.</summary>
    /// <param name="steps">In order.</param>
    public static long? ToUndo(IReadOnlyList<Entry> steps)
    {
        var undone = Undone(steps);
        return Own(steps).Where(step => !undone.ContainsKey(step.Number)).Select(step => (long?)step.Number).LastOrDefault();
    }

    /// <summary>The first of the steps that were undone since anything new was done.</summary>
    /// <param name="steps">In order.</param>
    public static long? ToRedo(IReadOnlyList<Entry> steps)
    {
        var newest = Own(steps).Select(step => step.Number).DefaultIfEmpty().Max();
        return Undone(steps).Where(step => step.Value > newest).Select(step => (long?)step.Key).Min();
    }

    static IEnumerable<Entry> Own(IReadOnlyList<Entry> steps) => steps.Where(step => step.Target is null);

    /// <summary>Each step that does not hold, and when it was undone last.</summary>
    static Dictionary<long, long> Undone(IReadOnlyList<Entry> steps) => steps.Where(step => step.Target is not null)
        .GroupBy(step => step.Target!.Value).Select(of => of.Last())
        .Where(last => last.Kind == StepKind.Undone).ToDictionary(last => last.Target!.Value, last => last.Number);
}
