using Microsoft.AspNetCore.Http.HttpResults;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding;

static class CodingErrors
{
    public static Refusal NoText => Refusal.Conflict(
        "text-not-found", "This response has no text there: the question takes none, was not answered, or the words have been taken back.");
    public static Refusal NothingToUndo =>
        Refusal.Conflict("nothing-to-undo", "There is no step of yours in this survey that could be undone.");
    public static Refusal NothingToRedo =>
        Refusal.Conflict("nothing-to-redo", "Nothing of yours was undone since your last step in this survey.");
    public static Refusal WordsGone =>
        Refusal.Conflict("words-changed", "The text has been changed or taken back meanwhile: these words no longer stand there.");
    public static Refusal NoThemes =>
        Refusal.Conflict("code-book-empty", "The project's code book has no theme yet; add themes in publications first.");
    public static Refusal TooManyTexts(int most) =>
        Refusal.Conflict("too-many-texts", $"A project file holds at most {most} texts; choose one question with ?question=.");
    public static Refusal NotAFile(string kind, string reason) =>
        new(400, "file-unreadable", $"This is not a {kind} that can be read: {reason}");

    /// <summary>What was asked about a question in which nothing can be coded.</summary>
    public static ValidationProblem NoSuchTexts(CodedSurvey survey) => TypedResults.ValidationProblem(new Dictionary<string, string[]>
    {
        ["/question"] = [survey.Questions.Count == 0 ? "No question of this survey takes words." : $"No such question takes words here; these do: {string.Join(", ", survey.Questions.Take(20).Select(q => q.Id))}."],
    });

    public static Refusal ChangedSince(string happened) =>
        Refusal.Conflict("changed-since", $"This step can no longer be taken back or done again: {happened}");
}
