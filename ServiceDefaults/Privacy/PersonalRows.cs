using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>Rows that are somebody's: an export tells them, an erasure deletes them or cuts them off from the person.</summary>
sealed class PersonalRows<TRow>(
    ServiceDb db, string name, IReadOnlyList<string> tables, Func<DataSubject, Expression<Func<TRow, bool>>> whose,
    Func<IQueryable<TRow>, ServiceDb, IQueryable<object>> members, Action<UpdateSettersBuilder<TRow>>? cutOff) : IPersonalData
    where TRow : class
{
    public string Name => name;

    public IReadOnlyList<string> Tables => tables;

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await members(Of(subject).AsNoTracking(), db).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) =>
        cutOff is null ? Of(subject).ExecuteDeleteAsync(ct) : Of(subject).ExecuteUpdateAsync(cutOff, ct);

    IQueryable<TRow> Of(DataSubject subject) => db.Set<TRow>().Where(whose(subject));
}

/// <summary>Declares personal data that needs no class of its own.</summary>
public static class PersonalRowsExtensions
{
    /// <summary>
    /// Declares that rows are somebody's: an export tells them; an erasure deletes them or, where they count on without whose they were,
    /// cuts them off from the person. What has anything else to do is an <see cref="IPersonalData"/> of its own.
    /// </summary>
    /// <typeparam name="TRow">The entity.</typeparam>
    /// <param name="services">Those of the service.</param>
    /// <param name="name">What the part is called in an export.</param>
    /// <param name="tables">The rows' table, and those whose rows go or stay with them.</param>
    /// <param name="whose">Which rows are somebody's.</param>
    /// <param name="members">What an export tells of them, in which order.</param>
    /// <param name="cutOff">
    /// What an erasure sets in rows that stay: afterwards they are nobody's, and nothing in them leads to the person. Absent, it deletes
    /// them.
    /// </param>
    public static IServiceCollection AddPersonalRows<TRow>(
        this IServiceCollection services, string name, IReadOnlyList<string> tables, Func<DataSubject, Expression<Func<TRow, bool>>> whose,
        Func<IQueryable<TRow>, IQueryable<object>> members, Action<UpdateSettersBuilder<TRow>>? cutOff = null) where TRow : class =>
        services.AddPersonalRows(name, tables, whose, (rows, _) => members(rows), cutOff);

    /// <summary>The same for rows of which an export tells what stands in other tables too.</summary>
    /// <typeparam name="TRow">The entity.</typeparam>
    /// <param name="services">Those of the service.</param>
    /// <param name="name">What the part is called in an export.</param>
    /// <param name="tables">The rows' table, and those whose rows go or stay with them.</param>
    /// <param name="whose">Which rows are somebody's.</param>
    /// <param name="members">What an export tells of them, joined with what else the database holds, in which order.</param>
    /// <param name="cutOff">What an erasure sets in rows that stay. Absent, it deletes them.</param>
    public static IServiceCollection AddPersonalRows<TRow>(
        this IServiceCollection services, string name, IReadOnlyList<string> tables, Func<DataSubject, Expression<Func<TRow, bool>>> whose,
        Func<IQueryable<TRow>, ServiceDb, IQueryable<object>> members, Action<UpdateSettersBuilder<TRow>>? cutOff = null)
        where TRow : class =>
        services.AddScoped<IPersonalData>(
            provider => new PersonalRows<TRow>(provider.GetRequiredService<ServiceDb>(), name, tables, whose, members, cutOff));
}
