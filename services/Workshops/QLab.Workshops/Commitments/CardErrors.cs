using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Commitments;

static class CardErrors
{
    public static Refusal Returned =>
        Refusal.Conflict("commitment-returned", "The card has been sent back to its writer; it is changed no more.");
    public static Refusal NothingToPrint => Refusal.Conflict("nothing-to-print", "No card of this workshop is to be printed.");
}
