using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace QLab.ServiceDefaults.Http;

/// <summary>
/// The body of a PUT: it says the whole thing, so a member that is left out is refused and never taken for null. What has no value says
/// null.
/// </summary>
/// <remarks>Types that derive from this one are not held to it: a POST may know defaults.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EveryMemberRequiredAttribute : Attribute
{
    internal static void Require(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !type.Type.IsDefined(typeof(EveryMemberRequiredAttribute), inherit: false)) return;
        foreach (var member in type.Properties.Where(IsRead)) member.IsRequired = true;
    }

    /// <summary>Refuses to build a PUT whose body could leave something out, and so erase what a client does not know of.</summary>
    internal static void MustStandOnPut(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.OfType<HttpMethodMetadata>().Any(verbs => verbs.HttpMethods.Contains("PUT"))) return;
        if (endpoint.Metadata.OfType<IAcceptsMetadata>().LastOrDefault()?.RequestType is not { } body) return;
        var json = endpoint.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        if (json.GetTypeInfo(body).Properties.FirstOrDefault(member => IsRead(member) && !member.IsRequired) is { } forgotten)
            throw new InvalidOperationException(
                $"{body.Name} is the body of a PUT and says the whole thing: put [EveryMemberRequired] on it, or require {forgotten.Name}.");
    }

    static bool IsRead(JsonPropertyInfo member) =>
        !member.IsExtensionData && (member.Set is not null || member.AssociatedParameter is not null);
}
