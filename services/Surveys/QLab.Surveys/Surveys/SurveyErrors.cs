using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Surveys;

static class SurveyErrors
{
    public static Refusal ProjectClosed => Refusal.Conflict("project-closed", "The project is closed: nothing new is collected for it.");
    public static Refusal AlreadyClosed => Refusal.Conflict("survey-closed", "The survey is closed already.");
    public static Refusal NotOpen => Refusal.Conflict("survey-closed", "The survey is closed: it takes no more responses.");
}
