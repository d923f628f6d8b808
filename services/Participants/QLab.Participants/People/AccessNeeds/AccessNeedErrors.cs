using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.People.AccessNeeds;

static class AccessNeedErrors
{
    public static Refusal Ended => Refusal.Conflict("access-need-ended", "This need has ended. Record a new one if it has come back.");
}
