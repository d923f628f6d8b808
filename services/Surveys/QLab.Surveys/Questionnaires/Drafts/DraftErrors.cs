using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Questionnaires.Drafts;

static class DraftErrors
{
    public static Refusal PublishedElsewhere =>
        Refusal.Conflict("lost-race", "Somebody published or changed this at the same moment: read the draft again, and publish it if it is still there.") with { RetryAfterSeconds = 1 };

    /// <summary>Faults of a definition, by where it stands in the request.</summary>
    public static Dictionary<string, string[]> InDefinition(Dictionary<string, string[]> faults) =>
        faults.ToDictionary(fault => $"/definition{fault.Key}", fault => fault.Value);
}
