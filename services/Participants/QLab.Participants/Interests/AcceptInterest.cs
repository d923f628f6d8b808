using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Consents;
using QLab.Participants.Contracts;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Interests;

/// <param name="Known">Whether the person was known under this address before.</param>
sealed record AcceptedInterest(Guid PersonId, Guid ParticipantId, bool Known);

/// <summary>
/// Whoever is not known yet becomes known, and takes part with what they agreed to in the wording that they read. Somebody who is known
/// stays as the Lab knows them, with the organisation that they belong to.
/// </summary>
static class AcceptInterest
{
    public static async Task<Results<Ok<AcceptedInterest>, ProblemHttpResult>> Handle(
        Guid projectId, Guid id, ParticipantsDb db, ConsentLedger ledger, InterestMails mails, AuditLog audit, IEvents events,
        TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        var (interest, refusal) = await db.AnswerableAsync(projectId, id, ct);
        if (interest is null) return refusal!.ToProblem();
        var project = await db.Projects.AsNoTracking().SingleAsync(p => p.Id == projectId, ct);
        if (project.IsClosed) return ProjectErrors.Closed.ToProblem();

        var now = time.GetUtcNow();
        var known = await db.People.SingleOrDefaultAsync(p => p.EmailKey == interest.EmailKey, ct);
        if (known is not null && await TakesPartAsync(known.Id, projectId, db, ct) is { } already)
            return Refusal.AlreadyExists("participant", already).ToProblem();
        var person = known ?? Add(interest, project.Simulated, db, now);
        person.OrganisationId ??= interest.OrganisationId;
        var participation = new Participation
        {
            Id = Guid.CreateVersion7(now), ProjectId = projectId, PersonId = person.Id, QMember = false, RemoteOnly = false, JoinedAt = now,
            Perspectives = interest.Perspectives,
        };
        db.Participations.Add(participation);
        events.Publish(new ParticipantJoined(projectId, participation.Id, [.. participation.Perspectives.Select(p => p.Name)], now));
        foreach (var answer in interest.Consents)
            ledger.Record(participation, answer.Purpose, answer.Given, answer.WordingVersion, ConsentMethod.Page, now);
        interest.Accept(participation.Id, now);
        mails.Accepted(participation.Id);
        await audit.ChangedAsync("expression of interest accepted", ct, person.AuditId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new AcceptedInterest(person.Id, participation.Id, known is not null));
    }

    /// <summary>One that staff can answer now, locked; or why they cannot.</summary>
    internal static async Task<(ExpressionOfInterest?, Refusal?)> AnswerableAsync(
        this ParticipantsDb db, Guid projectId, Guid id, CancellationToken ct)
    {
        var locked = await db.ExpressionsOfInterest
            .FromSql($"SELECT * FROM expressions_of_interest WHERE id = {id} AND project_id = {projectId} FOR UPDATE").ToListAsync(ct);
        return locked switch
        {
            [] => (null, Refusal.NotFound(ExpressionOfInterest.Noun)),
            [{ State: InterestState.Unconfirmed }] => (null, InterestErrors.NotConfirmed),
            [{ State: InterestState.Confirmed } one] => (one, null),
            _ => (null, InterestErrors.Answered),
        };
    }

    static Person Add(ExpressionOfInterest interest, bool simulated, ParticipantsDb db, DateTimeOffset now)
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(now), Name = interest.Name, Email = interest.Email, PreferredContact = PreferredContact.Email,
            Language = interest.Language, Simulated = simulated, AddedAt = now,
        };
        db.People.Add(person);
        return person;
    }

    static Task<Guid?> TakesPartAsync(Guid person, Guid project, ParticipantsDb db, CancellationToken ct) =>
        db.Participations.Where(p => p.PersonId == person && p.ProjectId == project && p.LeftAt == null)
            .Select(p => (Guid?)p.Id).FirstOrDefaultAsync(ct);
}
