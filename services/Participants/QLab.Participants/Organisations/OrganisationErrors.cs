using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Organisations;

static class OrganisationErrors
{
    public static Refusal Circle =>
        Refusal.Conflict("federation-circle", "The parent is the organisation itself or belongs to it: a federation has no circles.");
}
