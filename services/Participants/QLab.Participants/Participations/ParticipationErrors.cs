using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Participations;

static class ParticipationErrors
{
    public static Refusal HasLeft => Refusal.Conflict("participant-left", "This participant has left the project.");
    public static Refusal Erased => Refusal.Conflict("person-erased", "This person has been erased: what is left only counts.");
}
