using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;

namespace QLab.ServiceDefaults.Http.Paging;

/// <summary>A JSON array of items; while there are more, <c>Link: &lt;…&gt;; rel="next"</c> leads on.</summary>
/// <typeparam name="TItem">The item.</typeparam>
public sealed class Page<TItem> : IResult, IPage, IEndpointMetadataProvider
{
    readonly (int Limit, Guid After)? next;

    internal Page(IReadOnlyList<TItem> items, (int, Guid)? next)
    {
        Items = items;
        this.next = next;
    }

    /// <summary>The items of this page.</summary>
    public IReadOnlyList<TItem> Items { get; }

    /// <summary>The same page, each of its items told more fully.</summary>
    /// <typeparam name="TOther">What each item becomes.</typeparam>
    /// <param name="items">As many, in the same order.</param>
    public Page<TOther> With<TOther>(IReadOnlyList<TOther> items) => new(items, next);

    bool IPage.IsEmpty => Items.Count == 0;

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (next is var (limit, after))
            httpContext.Response.Headers.Link = $"<{Next(httpContext.Request, limit, after)}>; rel=\"next\"";
        return httpContext.Response.WriteAsJsonAsync(Items, httpContext.RequestAborted);
    }

    static string Next(HttpRequest request, int limit, Guid after)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        query["limit"] = limit.ToString(System.Globalization.CultureInfo.InvariantCulture);
        query["after"] = after.ToString();
        return UriHelper.BuildRelative(request.PathBase, request.Path, QueryString.Create(query));
    }

    /// <inheritdoc />
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(IReadOnlyList<TItem>), ["application/json"]));
}

interface IPage
{
    bool IsEmpty { get; }
}
