using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Consents;

public sealed record SignedConsents(
    Guid ParticipantId, DateOnly SignedOn, [property: Required, MinLength(1), MaxLength(6)] IReadOnlyList<Purpose> Purposes);

/// <param name="Form">The form's name and version, as printed on it.</param>
/// <param name="HeldBy">Who keeps the paper: an office or a post rather than a name.</param>
/// <param name="Consents">Who has signed it, when, and for which purposes.</param>
[Example("""
    { "form": "Consent form, version 2", "heldBy": "Leeds Mind, office manager",
      "consents": [{ "participantId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "signedOn": "2018-06-12", "purposes": ["contact", "research"] }] }
    """)]
public sealed record RecordPaperConsentsRequest(
    [property: Text(RecordPaperConsentsRequest.LongestForm)] string Form,
    [property: Text(RecordPaperConsentsRequest.LongestHolder)] string HeldBy,
    [property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<SignedConsents> Consents)
{
    internal const int LongestForm = 100, LongestHolder = 200;
}

/// <summary>
/// Consents that people have given on paper, many at once: all of them or none. What somebody has refused or withdrawn since they signed
/// is not given again by an old paper.
/// </summary>
static class RecordPaperConsents
{
    public static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, RecordPaperConsentsRequest request, ClaimsPrincipal user, ParticipantsDb db, ConsentLedger ledger, AuditLog audit,
        TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        Guid[] ids = [.. request.Consents.Select(c => c.ParticipantId).Distinct()];
        var known = await db.Participations.VisibleTo(user, db)
            .Where(p => p.ProjectId == projectId && p.PersonId != null && ids.Contains(p.Id)).AsNoTracking().ToDictionaryAsync(
                p => p.Id, ct);
        var latest = await ledger.LatestAsync(known.Values, ct);
        var now = time.GetUtcNow();
        var faults = new Dictionary<string, string[]>();
        var seen = new HashSet<(Guid, Purpose)>();

        for (var i = 0; i < request.Consents.Count; i++)
        {
            var signed = request.Consents[i];
            if (SignedOnFault(signed.SignedOn, now) is { } day) faults[$"/consents/{i}/signedOn"] = [day];
            if (!known.TryGetValue(signed.ParticipantId, out var participation))
                faults[$"/consents/{i}/participantId"] = ["There is no such participant in this project."];
            else if (participation.LeftAt is not null) faults[$"/consents/{i}/participantId"] = ["The participant has left the project."];
            for (var j = 0; j < signed.Purposes.Count; j++)
            {
                var before = participation is null ? null : latest.GetValueOrDefault((participation.LedgerId!.Value, signed.Purposes[j]));
                var fault =
                    !seen.Add((signed.ParticipantId, signed.Purposes[j])) ? "This purpose is there already." : PurposeFault(before, signed);
                if (fault is not null) faults[$"/consents/{i}/purposes/{j}"] = [fault];
            }
        }
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        foreach (var signed in request.Consents)
        {
            var (participation, paper) = (known[signed.ParticipantId], new SignedPaper(request.Form, signed.SignedOn, request.HeldBy));
            foreach (var purpose in signed.Purposes)
                await ledger.RecordAsync(
                    participation, purpose, given: true, ConsentMethod.Paper,
                    ConsentLedger.After(latest.GetValueOrDefault((participation.LedgerId!.Value, purpose)), now), ct, paper);
        }
        Guid?[] people = [.. known.Values.Select(p => p.PersonId)];
        await audit.ChangedAsync(
            "consents on paper", ct, [.. await db.People.Where(p => people.Contains(p.Id)).Select(p => p.AuditId).ToListAsync(ct)]);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    /// <returns>Why nobody can have signed on that day, or null.</returns>
    public static string? SignedOnFault(DateOnly day, DateTimeOffset now) =>
        day > DateOnly.FromDateTime(now.UtcDateTime) ? "This day has not come yet."
        : day.Year < 2000 ? "This is too long ago to be the day of the signature."
        : null;

    static string? PurposeFault(ConsentEntry? before, SignedConsents signed) => before switch
    {
        { Given: true } => "The participant has given this consent already.",
        { Given: false } when DateOnly.FromDateTime(before.RecordedAt.UtcDateTime) >= signed.SignedOn =>
            "The participant has refused or withdrawn this on that day or later: ask again.",
        _ => null,
    };
}
