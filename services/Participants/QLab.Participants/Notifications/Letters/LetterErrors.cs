using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Notifications.Letters;

static class LetterErrors
{
    public static Refusal NothingToPrint => Refusal.Conflict("no-letters", "There is no letter to print, or each is in a batch already.");
    public static Refusal Printed =>
        Refusal.Conflict("letters-printed", "These letters are printed; what they said is no longer kept.");
}
