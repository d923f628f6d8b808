using QLab.Questionnaires;
using QLab.ReferenceData;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Consents;

/// <summary>
/// What the form of an anonymous survey asks its respondents to consent to, each by itself: nothing is ticked beforehand, and nobody has
/// to tick anything to answer. Whoever is known by a pseudonym is asked by the Lab, and can change their mind there.
/// </summary>
/// <param name="Purpose">research or quotation.</param>
/// <param name="Wording">What is asked.</param>
public sealed record FormConsent(string Purpose, LocalText Wording)
{
    static readonly FormConsent[] Asked =
    [
        new(Consent.Research, Words(
            "My answers may be used for the research of the Lab: read, grouped with those of others and exported for analysis.",
            "Caniateir i’m hatebion gael eu defnyddio ar gyfer ymchwil y Lab: eu darllen, eu grwpio gyda rhai pobl eraill a’u hallforio i’w dadansoddi.")),
        new(Consent.Quotation, Words(
            "My own words may be quoted in what the Lab publishes, without saying whose they are.",
            "Caniateir i’m geiriau fy hun gael eu dyfynnu yn yr hyn y mae’r Lab yn ei gyhoeddi, heb ddweud pwy a’u dywedodd.")),
    ];

    internal static IReadOnlyList<FormConsent> Of(Survey survey) => survey.Mode == SurveyMode.Anonymous ? Asked : [];

    /// <summary>The purposes that were ticked, or what is wrong with them, by place.</summary>
    internal static string[] Read(Survey survey, IReadOnlyList<string>? ticked, IDictionary<string, string[]> faults)
    {
        string[] asked = [.. Of(survey).Select(consent => consent.Purpose)];
        for (var i = 0; i < (ticked?.Count ?? 0); i++)
            if (!asked.Contains(ticked![i]))
                faults[$"/consents/{i}"] = [asked.Length > 0
                    ? $"The form asks for consent to: {string.Join(", ", asked)}."
                    : "Only the form of an anonymous survey asks for consents; participants give theirs to the Lab."];
        return [.. asked.Where(purpose => ticked?.Contains(purpose) == true)];
    }

    internal static string[]? Listed(string? purposes) =>
        purposes?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static LocalText Words(string english, string welsh) =>
        new(new Dictionary<string, string> { ["en"] = english, ["cy"] = welsh });
}
