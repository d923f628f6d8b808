using System.ComponentModel;
using System.Linq.Expressions;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Publications.Contributions;

public enum ContributionState
{
    /// <summary>Neither coded nor set aside: still to be looked at.</summary>
    Open,

    /// <summary>Evidence for at least one theme.</summary>
    Coded,

    /// <summary>Set aside for later.</summary>
    Parked,

    /// <summary>Set aside for good.</summary>
    NotUsed,
}

/// <param name="Service">The service that holds its text.</param>
/// <param name="Kind">What it is, as its service calls it.</param>
/// <param name="OriginId">The survey, workshop, team … that it was given in.</param>
/// <param name="State">Whether or not it may be used now: how many may not is told elsewhere, never which.</param>
/// <param name="Reason">Why it was set aside.</param>
sealed record ContributionView(
    Guid Id, Guid ProjectId, string Service, string Kind, string Label, Guid OriginId, DateOnly GivenOn, ContributionState State,
    string? Reason)
{
    public static Expression<Func<Contribution, ContributionView>> From(PublicationsDb db) => c => new(
        c.Id, c.ProjectId, c.Service, c.Kind, c.Label, c.OriginId, DateOnly.FromDateTime(c.GivenAt.UtcDateTime),
        db.Evidence.Any(e => e.ContributionId == c.Id && e.RemovedAt == null) ? ContributionState.Coded
            : c.SetAside == Decision.Parked ? ContributionState.Parked
            : c.SetAside == Decision.NotUsed ? ContributionState.NotUsed
            : ContributionState.Open,
        c.SetAsideReason);
}

static class ReadContributions
{
    public static Task<Page<ContributionView>> List(
        [AsParameters] Paging paging, [Description("Only what was given to this project.")] Guid? projectId,
        [Description("Only what is so now.")] EnumParameter<ContributionState>? state, ClaimsPrincipal user,
        PublicationsDb db, CancellationToken ct)
    {
        var standing =
            db.Contributions.OfProjectsOf(user).Where(c => c.RemovedAt == null && (projectId == null || c.ProjectId == projectId));
        return paging.ReadAsync(state is { Value: var so } ? In(standing, so, db) : standing, c => c.Id, ContributionView.From(db), ct);
    }

    static IQueryable<Contribution> In(IQueryable<Contribution> given, ContributionState state, PublicationsDb db)
    {
        if (state is ContributionState.Coded)
            return given.Where(c => db.Evidence.Any(e => e.ContributionId == c.Id && e.RemovedAt == null));
        Decision? decision = state switch
        {
            ContributionState.Parked => Decision.Parked,
            ContributionState.NotUsed => Decision.NotUsed,
            _ => null,
        };
        return given.Where(c => c.SetAside == decision && !db.Evidence.Any(e => e.ContributionId == c.Id && e.RemovedAt == null));
    }
}
