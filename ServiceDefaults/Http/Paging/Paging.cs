using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace QLab.ServiceDefaults.Http.Paging;

/// <summary>
/// Which page of a list is wanted; bind it with <c>[AsParameters]</c>. Pages are keyed, so they stay right while the list grows.
/// </summary>
/// <param name="Limit">How many items, 1 to 200; 50 when not said.</param>
/// <param name="After">The id of the last item of the page before; the <c>Link</c> header carries it.</param>
public sealed record Paging(
    [property: Range(1, 200), Description("How many items, 1 to 200; 50 when not said.")] int? Limit,
    [property: Description("The id of the last item of the page before.")] Guid? After)
{
    /// <summary>Reads one page in the order of the ids, which for version 7 ids is the order of creation.</summary>
    /// <typeparam name="TEntity">The row.</typeparam>
    /// <typeparam name="TItem">The item of the answer.</typeparam>
    /// <param name="rows">The filtered rows.</param>
    /// <param name="id">The key of a row.</param>
    /// <param name="project">The item of a row.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<Page<TItem>> ReadAsync<TEntity, TItem>(
        IQueryable<TEntity> rows, Expression<Func<TEntity, Guid>> id, Expression<Func<TEntity, TItem>> project, CancellationToken ct)
        where TEntity : class
    {
        var limit = Limit ?? 50;
        if (After is { } after) rows = rows.Where(Beyond(id, after));
        var read = await rows.AsNoTracking().OrderBy(id).Take(limit + 1).Select(Keyed(id, project)).ToListAsync(ct);
        var items = read.Take(limit).ToList();
        return new([.. items.Select(row => row.Item)], next: read.Count > limit ? (limit, items[^1].Id) : null);
    }

    static Expression<Func<TEntity, Row<TItem>>> Keyed<TEntity, TItem>(
        Expression<Func<TEntity, Guid>> id, Expression<Func<TEntity, TItem>> project)
    {
        var item = new Replace(project.Parameters[0], id.Parameters[0]).Visit(project.Body)!;
        var row = Expression.New(typeof(Row<TItem>).GetConstructors()[0], id.Body, item);
        return Expression.Lambda<Func<TEntity, Row<TItem>>>(row, id.Parameters);
    }

    static Expression<Func<TEntity, bool>> Beyond<TEntity>(Expression<Func<TEntity, Guid>> id, Guid after) =>
        Expression.Lambda<Func<TEntity, bool>>(
            Expression.GreaterThan(id.Body, Expression.Constant(after)), id.Parameters);

    sealed record Row<TItem>(Guid Id, TItem Item);

    sealed class Replace(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }
}
