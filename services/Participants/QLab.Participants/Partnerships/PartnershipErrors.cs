using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Partnerships;

static class PartnershipErrors
{
    public static Refusal Ended => Refusal.Conflict("partnership-ended", "This partnership has ended; it can be agreed again, as another one.");
}
