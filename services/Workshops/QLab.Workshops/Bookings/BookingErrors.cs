using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Bookings;

static class BookingErrors
{
    public static Refusal Full => Refusal.Conflict("workshop-full", "Every place at this workshop is taken.");
    public static Refusal Held => Refusal.Conflict("workshop-held", "The workshop has been held: its bookings stay as they are.");
    public static Refusal OfferEnded =>
        Refusal.Conflict("offer-ended", "No place is kept under this booking: the offer has ended, or has not been made yet.");
    public static Refusal NotBooked => Refusal.Conflict("not-booked", "There is no place under this booking yet.");
    public static Refusal TooEarly(DateTimeOffset from) => Refusal.Conflict(
        "too-early-to-check-in", "Who came is said from the day before the gathering on.") with
    {
        Members = new Dictionary<string, object?> { ["from"] = from },
    };
    public static Refusal Started => Refusal.Conflict("workshop-started", "The workshop has begun. Ask those who run it.");
    public static Refusal NotTakingPart => Refusal.Conflict(
        "not-taking-part", "This workshop is of a project that you do not take part in. If you joined it lately, sign in again.");
}
