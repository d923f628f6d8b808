using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;

namespace QLab.ServiceDefaults.Privacy;

/// <summary>Rows that are somebody's as a whole: an export tells them, an erasure deletes them.</summary>
sealed class PersonalRows<TRow>(
    ServiceDb db, string name, IReadOnlyList<string> tables, Func<DataSubject, Expression<Func<TRow, bool>>> whose,
    Func<IQueryable<TRow>, IQueryable<object>> members) : IPersonalData where TRow : class
{
    public string Name => name;

    public IReadOnlyList<string> Tables => tables;

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct) =>
        await members(Of(subject).AsNoTracking()).ToListAsync(ct);

    public Task EraseAsync(DataSubject subject, CancellationToken ct) => Of(subject).ExecuteDeleteAsync(ct);

    IQueryable<TRow> Of(DataSubject subject) => db.Set<TRow>().Where(whose(subject));
}

/// <summary>Declares personal data that needs no class of its own.</summary>
public static class PersonalRowsExtensions
{
    /// <summary>
    /// Declares that rows are somebody's as a whole: an export tells them, an erasure deletes them. What counts on without whose it was,
    /// or has anything else to do, is an <see cref="IPersonalData"/> of its own.
    /// </summary>
    /// <typeparam name="TRow">The entity.</typeparam>
    /// <param name="services">Those of the service.</param>
    /// <param name="name">What the part is called in an export.</param>
    /// <param name="tables">The rows' table, and those whose rows go with them by a foreign key.</param>
    /// <param name="whose">Which rows are somebody's.</param>
    /// <param name="members">What an export tells of them, in which order.</param>
    public static IServiceCollection AddPersonalRows<TRow>(
        this IServiceCollection services, string name, IReadOnlyList<string> tables, Func<DataSubject, Expression<Func<TRow, bool>>> whose,
        Func<IQueryable<TRow>, IQueryable<object>> members) where TRow : class =>
        services.AddScoped<IPersonalData>(
            provider => new PersonalRows<TRow>(provider.GetRequiredService<ServiceDb>(), name, tables, whose, members));
}
