using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Text;

namespace QLab.Surveys.Surveys;

/// <param name="Name">What it is called, such as "carers".</param>
/// <param name="Limit">How many responses it takes; one that would be more is refused.</param>
public sealed record QuotaRequest(
    [property: Required, Text(80)] string Name,
    [property: Range(1, 10_000_000)] int Limit)
{
    /// <summary>Which responses count, by their answers; all of them when absent.</summary>
    public Condition? When { get; init; }

    internal Quota For(Guid surveyId) => new()
    {
        SurveyId = surveyId, Name = Name, Limit = Limit, When = When is null ? null : JsonSerializer.Serialize(When, DefinitionJson.Options),
    };
}

/// <summary>Whether quotas can be counted: every fault by JSON Pointer.</summary>
static class QuotaRules
{
    public static void Check(IReadOnlyList<QuotaRequest> quotas, Definition definition, Dictionary<string, string[]> faults)
    {
        var names = new HashSet<string>();
        for (var i = 0; i < quotas.Count; i++)
        {
            if (!names.Add(quotas[i].Name)) faults[$"/quotas/{i}/name"] = ["Another quota has this name."];
            if (quotas[i].When is not { } when) continue;
            foreach (var (at, fault) in DefinitionRules.Faults(when, definition, $"/quotas/{i}/when")) faults[at] = fault;
        }
    }
}
