using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Questionnaires.Versions;

static class VersionErrors
{
    public static Refusal SurveyOfAnother => Refusal.Conflict(
        "survey-of-another-version", "The survey is not there, or asks another version: name in 'from' the version that it asks.");
    public static Refusal NotForOrganisations => new(403, "not-for-organisations", "How many responses a change concerns is not shown on behalf of an organisation, since it moves with every single response: leave survey out.");
}
