using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Questionnaires.Versions;

static class VersionErrors
{
    public static Refusal SurveyOfAnother => Refusal.Conflict("survey-of-another-version", "The survey is not there, or asks another version: name in 'from' the version that it asks.");
}
