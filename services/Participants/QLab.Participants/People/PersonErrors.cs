using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.People;

static class PersonErrors
{
    /// <remarks>It does not say whose: somebody who corrects their own address must not learn who else is known here.</remarks>
    public static Refusal EmailTaken => Refusal.Conflict(
        "email-taken", "This e-mail address cannot be used. If it is yours, ask the staff of the Lab to put the two records together.");
    public static Refusal AddressByTheLab => Refusal.Conflict("email-by-the-lab", "You sign in with this address, so the Lab changes it for you once it is sure that the new one is yours. Send the present one to correct the rest.");
}
