using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Rounds;

static class RoundErrors
{
    public static Refusal StillOpen =>
        Refusal.Conflict("round-open", "The round is still open: what was voted is secret until it is closed.");
    public static Refusal Over =>
        Refusal.Conflict("round-over", "The round has been closed or cancelled, or its time is up: it takes no more votes.");
    public static Refusal Cancelled => Refusal.Conflict("round-cancelled", "The round was cancelled; nothing came out of it.");
}
