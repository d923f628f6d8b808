using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace QLab.ServiceDefaults.Http.Description;

/// <summary>What the endpoints under one tag are about.</summary>
/// <param name="Name">The tag.</param>
/// <param name="Words">A sentence for whoever reads the API description.</param>
sealed record TagDescription(string Name, string Words)
{
    public static void Write(OpenApiDocument document, OpenApiDocumentTransformerContext context)
    {
        var said = context.DescriptionGroups.SelectMany(group => group.Items)
            .SelectMany(endpoint => endpoint.ActionDescriptor.EndpointMetadata.OfType<TagDescription>());
        foreach (var tag in said.Distinct())
            document.Tags!.OfType<OpenApiTag>().Single(t => t.Name == tag.Name).Description = tag.Words;
    }
}

/// <summary>Tags with words.</summary>
public static class TagExtensions
{
    /// <summary>Puts endpoints under a tag of the API description and says what it is about.</summary>
    /// <typeparam name="TBuilder">An endpoint or a group.</typeparam>
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="name">The tag, mostly a noun in the plural. Elsewhere in the service it is used by <c>WithTags</c>.</param>
    /// <param name="words">A sentence on what it is about.</param>
    public static TBuilder WithTag<TBuilder>(this TBuilder endpoint, string name, string words)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithTags(name).WithMetadata(new TagDescription(name, words));
}
