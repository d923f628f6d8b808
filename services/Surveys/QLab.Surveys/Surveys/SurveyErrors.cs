using System.Globalization;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Surveys;

static class SurveyErrors
{
    public static Refusal ProjectClosed => Refusal.Conflict("project-closed", "The project is closed: nothing new is collected for it.");
    public static Refusal AlreadyClosed => Refusal.Conflict("survey-closed", "The survey is closed already.");

    /// <summary>Why a survey that is not open takes nothing now, and when it does or did.</summary>
    public static Refusal NotOpenAt(Survey survey, DateTimeOffset now) => survey.State(now) == SurveyState.Scheduled
        ? Refusal.Conflict("survey-not-yet-open", $"The survey opens on {Said(survey.OpensAt!.Value)}: come back then.")
        : Refusal.Conflict("survey-closed", $"The survey closed on {Said(survey.ClosedAt ?? survey.ClosesAt!.Value)}: it takes no more responses.");

    public static Refusal QuotaBelowTaken(string name) =>
        Refusal.Conflict("quota-below-taken", $"The quota '{name}' has taken more responses than that already: choose a higher limit.");

    public static string Said(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("d MMMM yyyy 'at' HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
