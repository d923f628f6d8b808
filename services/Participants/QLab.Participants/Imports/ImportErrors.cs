using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Imports;

static class ImportErrors
{
    public static Refusal NotCsv =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the list as CSV with 'Content-Type: text/csv'.");
    public static Refusal NotChecked => Refusal.Conflict(
        "import-not-checked", "The dry run of this import is still under way: wait until its state is checked, and read the report.");
    public static Refusal AlreadyApplied => Refusal.Conflict("import-applied", "This import is applied already, or is being applied now.");
}
