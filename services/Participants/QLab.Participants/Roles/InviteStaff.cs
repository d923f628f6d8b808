using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Notifications;
using QLab.Participants.People;
using QLab.Participants.SignIn;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Roles;

public sealed record InviteStaffRequest([property: Text(200)] string Name, [property: Email] string Email);

sealed record InvitedStaff(Guid Id);

/// <summary>
/// How the first member of staff comes in: the client <c>operator</c> invites, and they sign in with a code like everybody else.
/// </summary>
static class InviteStaff
{
    public static async Task<Results<Created<InvitedStaff>, ProblemHttpResult>> Handle(
        InviteStaffRequest request, ParticipantsDb db, Sessions sessions, NotificationQueue notifications, AuditLog audit,
        TimeProvider time, CancellationToken ct)
    {
        var key = EmailAddress.KeyOf(request.Email);
        var person = await db.People.SingleOrDefaultAsync(p => p.EmailKey == key, ct);
        if (person is not null && await db.RoleGrants.AnyAsync(g => g.PersonId == person.Id && g.Role == GrantedRole.Staff, ct))
            return Refusal.AlreadyExists("member of staff", person.Id).ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        if (person is null)
            db.People.Add(person = new Person
            {
                Id = Guid.CreateVersion7(), Name = request.Name, Email = request.Email, PreferredContact = PreferredContact.Email,
                Simulated = false, AddedAt = time.GetUtcNow(),
            });
        await GrantRole.AddAsync(person, new(GrantedRole.Staff), db, audit, time, ct);
        await sessions.ChangeRightsAsync(person.Id, ct);
        notifications.Add(Guid.CreateVersion7(), new Recipient(PersonId: person.Id), "staff-invitation", new Dictionary<string, string> { ["name"] = person.Name });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/participants/v1/people/{person.Id}", new InvitedStaff(person.Id));
    }
}
