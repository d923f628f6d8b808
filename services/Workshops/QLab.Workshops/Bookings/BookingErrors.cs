using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Bookings;

static class BookingErrors
{
    public static Refusal Full => Refusal.Conflict("workshop-full", "Every place at this workshop is taken.");
    public static Refusal Held => Refusal.Conflict("workshop-held", "The workshop has been held: its bookings stay as they are.");
}
