using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Exports;

static class ExportErrors
{
    public static Refusal ForTheLab => new(403, "answers-for-the-lab", "Only the Lab exports single answers. As an organisation read GET /surveys/{id}/results, where small numbers are withheld.");
    public static string NoSuchMoment =>
        "Give the id or the position of an export of this survey, in an identified survey any position that has been reached; leave it out for now.";
    public static string NoSuchLanguage(IEnumerable<string> languages) => $"The questionnaire speaks: {string.Join(", ", languages)}.";
}
