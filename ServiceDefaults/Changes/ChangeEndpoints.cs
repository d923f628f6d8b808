using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Changes;

/// <summary>The endpoints by which those who may write read what was changed.</summary>
public static class ChangeEndpoints
{
    /// <summary>
    /// Maps <c>GET {id}/changes</c>, called after the entity (<c>listSurveyChanges</c>), for things that are found by their id alone.
    /// </summary>
    /// <typeparam name="TThing">The entity.</typeparam>
    /// <param name="things">The group of its noun.</param>
    /// <param name="noun">See <see cref="ChangeEntry.Noun"/>.</param>
    public static RouteHandlerBuilder MapChanges<TThing>(this RouteGroupBuilder things, string noun) where TThing : class =>
        things.MapGet("{id:guid}/changes", (Guid id, ServiceDb db, CancellationToken ct) =>
            db.ReadChangesAsync(db.Set<TThing>().Where(thing => EF.Property<Guid>(thing, "Id") == id), noun, id, ct))
            .WithName($"list{typeof(TThing).Name}Changes");

    /// <summary>What was done with one thing, the oldest first, where there is such a thing.</summary>
    /// <typeparam name="TThing">The entity.</typeparam>
    /// <param name="db">The service's database.</param>
    /// <param name="which">The row under this address.</param>
    /// <param name="noun">See <see cref="ChangeEntry.Noun"/>.</param>
    /// <param name="id">See <see cref="ChangeEntry.ThingId"/>.</param>
    /// <param name="ct">Cancels reading.</param>
    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> ReadChangesAsync<TThing>(
        this ServiceDb db, IQueryable<TThing> which, string noun, Guid id, CancellationToken ct) =>
        await which.AnyAsync(ct) ? TypedResults.Ok(await db.ChangesOfAsync(noun, id, ct)) : Refusal.NotFound(noun).ToProblem();
}
