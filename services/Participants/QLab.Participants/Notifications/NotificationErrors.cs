using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Notifications;

static class NotificationErrors
{
    public static Refusal NotToBeSentAgain =>
        Refusal.Conflict("notification-settled", "Only a notification that failed or is uncertain can be sent again.");
    public static Refusal Emptied =>
        Refusal.Conflict("notification-emptied", "What it was filled with is no longer kept; ask for it anew where it came from.");
}
