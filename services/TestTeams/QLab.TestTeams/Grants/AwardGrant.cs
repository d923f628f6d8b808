using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.TestTeams.Contracts;
using QLab.TestTeams.Organisations;

namespace QLab.TestTeams.Grants;

[Example("""
    { "funderIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "awardedOn": "2026-12-01", "amount": 30000, "currency": "GBP" }
    """)]
public sealed record AwardGrantRequest([property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<Guid> FunderIds, DateOnly AwardedOn)
{
    /// <summary>Your own id for the grant, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>Leave it out when it is not published.</summary>
    public decimal? Amount { get; init; }

    /// <summary>ISO 4217, with an amount: GBP.</summary>
    public string? Currency { get; init; }
}

/// <summary>A closed project's teams can still be given grants: that is how their work goes on.</summary>
static class AwardGrant
{
    public static async Task<Results<Created<GrantView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, AwardGrantRequest request, TestTeamsDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var faults = GrantRules.Faults(request.FunderIds, request.AwardedOn, request.Amount, request.Currency, now);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var grantId = request.Id ?? Guid.CreateVersion7();
        if (await db.Grants.AnyAsync(g => g.Id == grantId, ct)) return Refusal.AlreadyExists("grant", grantId).ToProblem();

        var team = await db.Teams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        if (team is null) return Refusal.NotFound("team").ToProblem();
        var funders = await db.Named(request.FunderIds, ct);
        if (funders.Count < request.FunderIds.Count) return Refusal.NotKnownHere("organisation").ToProblem();

        var grant = new Grant
        {
            Id = grantId, TeamId = id, FunderIds = request.FunderIds, AwardedOn = request.AwardedOn,
            Amount = request.Amount, Currency = request.Currency, RecordedAt = now,
        };
        db.Grants.Add(grant);
        events.Publish(new GrantAwarded(grantId, id, team.ProjectId, grant.FunderIds, grant.AwardedOn, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/test-teams/v1/teams/{id}", GrantView.Of(grant, funders));
    }
}

static class GrantRules
{
    /// <summary>Every fault at once, by JSON Pointer.</summary>
    public static Dictionary<string, string[]> Faults(
        IReadOnlyList<Guid> funderIds, DateOnly awardedOn, decimal? amount, string? currency, DateTimeOffset now)
    {
        var faults = Money.Faults(amount, currency);
        foreach (var (pointer, fault) in OrganisationNames.Repeated("/funderIds", funderIds)) faults[pointer] = fault;
        if (awardedOn > DateOnly.FromDateTime(now.UtcDateTime) || awardedOn.Year < 1900)
            faults["/awardedOn"] = ["A grant is recorded once it has been awarded: from 1900 to today."];
        return faults;
    }
}
