using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Consents;
using QLab.Participants.Contracts;
using QLab.Participants.People;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Participations;

public sealed record StatedPerspective(PerspectiveKind Kind, [property: Text(StatedPerspective.LongestField)] string? Field = null)
{
    internal const int LongestField = 100;

    /// <summary>Every fault of a list of perspectives, by JSON Pointer.</summary>
    internal static Dictionary<string, string[]> Faults(IReadOnlyList<StatedPerspective> perspectives)
    {
        var faults = new Dictionary<string, string[]>();
        for (var i = 0; i < perspectives.Count; i++)
        {
            if (perspectives.Take(i).Any(earlier => earlier.Kind == perspectives[i].Kind))
                faults[$"/perspectives/{i}/kind"] = ["This perspective is there already."];
            if (perspectives[i] is { Kind: not PerspectiveKind.Professional, Field: not null })
                faults[$"/perspectives/{i}/field"] = ["Only a professional perspective has a field."];
        }
        return faults;
    }

    internal Perspective ToPerspective() => new(Kind, Field);
}

public sealed record StatedConsent(Purpose Purpose, bool Given);

[Example("""
    { "personId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "perspectives": [{ "kind": "carer" }],
      "consents": [{ "purpose": "research", "given": true }] }
    """)]
public sealed record JoinProjectRequest(Guid PersonId, [property: MinLength(1), MaxLength(3)] IReadOnlyList<StatedPerspective> Perspectives)
{
    /// <summary>
    /// Your own id for the participation, so that sending it again is safe; made for you when absent. It becomes the participantId.
    /// </summary>
    public Guid? Id { get; init; }

    public bool QMember { get; init; }

    public bool RemoteOnly { get; init; }

    /// <summary>The answer to each purpose that the person was asked about, in the current wording.</summary>
    [MaxLength(6)]
    public IReadOnlyList<StatedConsent> Consents { get; init; } = [];

    /// <summary>Every fault between the fields at once, by JSON Pointer.</summary>
    internal Dictionary<string, string[]> Faults()
    {
        var faults = StatedPerspective.Faults(Perspectives);
        for (var i = 0; i < Consents.Count; i++)
            if (Consents.Take(i).Any(earlier => earlier.Purpose == Consents[i].Purpose))
                faults[$"/consents/{i}/purpose"] = ["This purpose is answered already."];
        return faults;
    }
}

/// <summary>
/// No more than this: answers are remembered for 24 hours for requests that are sent again, and perspectives need not be.
/// </summary>
sealed record JoinedProject(Guid Id, Guid ProjectId, bool Simulated, DateTimeOffset JoinedAt);

static class JoinProject
{
    public static async Task<Results<Created<JoinedProject>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, JoinProjectRequest request, ClaimsPrincipal user, ParticipantsDb db, ConsentLedger ledger, AuditLog audit,
        IEvents events, TimeProvider time, CancellationToken ct)
    {
        var faults = request.Faults();
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var person = await db.People.VisibleTo(user, db).AsNoTracking().SingleOrDefaultAsync(p => p.Id == request.PersonId, ct);
        if (person is null) return Refusal.NotFound("person").ToProblem();
        var id = request.Id ?? Guid.CreateVersion7();
        if (await Existing(db, id, projectId, request.PersonId, ct) is { } existing)
            return Refusal.AlreadyExists("participant", existing).ToProblem();
        var project = await db.Projects.VisibleTo(user, db).AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (project.IsClosed) return ProjectErrors.Closed.ToProblem();

        var now = time.GetUtcNow();
        var participation = new Participation
        {
            Id = id, ProjectId = projectId, PersonId = request.PersonId, QMember = request.QMember, RemoteOnly = request.RemoteOnly,
            JoinedAt = now,
            Perspectives = [.. request.Perspectives.Select(p => p.ToPerspective())],
        };
        db.Participations.Add(participation);
        events.Publish(new ParticipantJoined(projectId, id, [.. participation.Perspectives.Select(p => p.Name)], now));
        foreach (var consent in request.Consents)
            await ledger.RecordAsync(participation, consent.Purpose, consent.Given, ConsentMethod.Staff, now, ct);
        await audit.ChangedAsync("participation", ct, person.AuditId);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            $"/api/participants/v1/projects/{projectId}/participants/{id}", new JoinedProject(id, projectId, project.Simulated, now));
    }

    static Task<Guid?> Existing(ParticipantsDb db, Guid id, Guid projectId, Guid personId, CancellationToken ct) =>
        db.Participations
            .Where(p => p.Id == id || p.ProjectId == projectId && p.PersonId == personId && p.LeftAt == null)
            .Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
}
