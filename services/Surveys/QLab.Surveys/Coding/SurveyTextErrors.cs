using QLab.CodingApi.Refi;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding;

static class SurveyTextErrors
{
    public static Refusal NoText => Refusal.Conflict(
        "text-not-found", "This response has no text there: the question takes none, was not answered, or the words have been taken back.");
    public static Refusal WordsGone =>
        Refusal.Conflict("words-changed", "The text has been changed or taken back meanwhile: these words no longer stand there.");
    public static Refusal TooManyTexts =>
        Refusal.Conflict("too-many-texts", $"A project file holds at most {ProjectWriter.MostTexts} texts; choose one question with ?question=.");

    /// <summary>What was asked about a question in which nothing can be coded.</summary>
    public static Dictionary<string, string[]> NoSuchTexts(CodedSurvey survey) => new()
    {
        ["/question"] =
        [
            survey.Questions.Count == 0 ? "No question of this survey takes words."
                : $"No such question takes words here; these do: {string.Join(", ", survey.Questions.Take(20).Select(q => q.Id))}.",
        ],
    };
}
