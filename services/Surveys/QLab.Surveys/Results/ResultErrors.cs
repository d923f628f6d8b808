using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Results;

static class ResultErrors
{
    public static Refusal TooFine => new(StatusCodes.Status403Forbidden, "too-fine",
        "On behalf of an organisation you may filter by one answer to a closed question, one language or one perspective at a time, and see months but not days or weeks: more could point at a person.");
}
