using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Roles;

static class RoleErrors
{
    public static Refusal NotGranted => Refusal.Conflict("role-not-granted", "This person does not have this role.");

    public static Refusal LastStaff => Refusal.Conflict(
        "last-staff", "This is the last member of staff. Give the role to somebody else first, or let the client 'operator' take it.");
}
