using System.ComponentModel.DataAnnotations;
using QLab.Questionnaires;
using QLab.Questionnaires.Rules;
using QLab.ReferenceData;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consents;

/// <summary>
/// One purpose that a survey's form asks consent to. Each stands by itself: nothing is ticked beforehand, and nobody has to tick anything
/// to answer.
/// </summary>
/// <param name="Purpose">
/// research, quotation or livedExperienceData; in a survey that is not anonymous also contact or namedCredit.
/// </param>
/// <param name="Wording">What is asked, in each language of the questionnaire.</param>
public sealed record FormConsent(
    [property: Required, StringLength(40)] string Purpose, [property: Required, Worded(1_000)] LocalText Wording)
{
    static readonly string[] OfAnybody = [Consent.Research, Consent.Quotation, "livedExperienceData"],
        OfSomebody = [.. OfAnybody, "contact", "namedCredit"];

    /// <summary>
    /// What an anonymous survey's form asks when nothing is said. Whoever is known by a pseudonym has usually been asked by the Lab.
    /// </summary>
    internal static IReadOnlyList<FormConsent> Usual(SurveyMode mode) => mode == SurveyMode.Anonymous
        ?
        [
            new(Consent.Research, Words(
                "My answers may be used for the research of the Lab: read, grouped with those of others and exported for analysis.",
                "Caniateir i’m hatebion gael eu defnyddio ar gyfer ymchwil y Lab: eu darllen, eu grwpio gyda rhai pobl eraill a’u hallforio i’w dadansoddi.")),
            new(Consent.Quotation, Words(
                "My own words may be quoted in what the Lab publishes, without saying whose they are.",
                "Caniateir i’m geiriau fy hun gael eu dyfynnu yn yr hyn y mae’r Lab yn ei gyhoeddi, heb ddweud pwy a’u dywedodd.")),
        ]
        : [];

    internal static void Check(IReadOnlyList<FormConsent> asked, SurveyMode mode, Definition definition, Faults faults)
    {
        var possible = mode == SurveyMode.Anonymous ? OfAnybody : OfSomebody;
        foreach (var (i, consent) in asked.Index())
        {
            faults.AddIf(
                !possible.Contains(consent.Purpose), $"/consents/{i}/purpose",
                $"The form may ask for consent to: {string.Join(", ", possible)}.");
            faults.AddIf(
                asked.Take(i).Any(earlier => earlier.Purpose == consent.Purpose), $"/consents/{i}/purpose",
                "This purpose is asked for already: each is asked once.");
            foreach (var language in definition.Languages)
                faults.AddIf(
                    consent.Wording?.Speaks(language, definition.Languages) == false, $"/consents/{i}/wording",
                    $"Say it in each language of the questionnaire: '{language}' is missing.");
        }
    }

    /// <summary>The purposes that were ticked, or what is wrong with them, by place.</summary>
    internal static string[] Read(Survey survey, IReadOnlyList<string>? ticked, IDictionary<string, string[]> faults)
    {
        string[] asked = [.. survey.Consents.Select(consent => consent.Purpose)];
        for (var i = 0; i < (ticked?.Count ?? 0); i++)
            if (!asked.Contains(ticked![i]))
                faults[$"/consents/{i}"] = [asked.Length > 0
                    ? $"The form asks for consent to: {string.Join(", ", asked)}."
                    : "The form of this survey asks for no consents; participants give theirs to the Lab."];
        return [.. asked.Where(purpose => ticked?.Contains(purpose) == true)];
    }

    internal static string[]? Listed(string? purposes) =>
        purposes?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static LocalText Words(string english, string welsh) =>
        new(new Dictionary<string, string> { ["en"] = english, ["cy"] = welsh });
}

/// <summary>
/// What a survey's form asks consent to, in one version of its wording; kept, because answers say which version they saw.
/// </summary>
sealed class ConsentForm
{
    public required Guid SurveyId { get; init; }
    public required int Version { get; init; }
    public required IReadOnlyList<FormConsent> Asked { get; init; }
}
