using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Imports;

static class ImportErrors
{
    public static Refusal NotReadable => new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the responses as CSV with 'Content-Type: text/csv'.");
    public static Refusal InFlight => Refusal.Conflict("import-in-flight", "A file is coming in under this id at this moment; look at the import, or try again when that has ended.") with { RetryAfterSeconds = 2 };
    public static Refusal IdReused =>
        new(422, "import-id-reused", "Another file, or a dry run, came under this id before; use a new id for a new import.");
}
