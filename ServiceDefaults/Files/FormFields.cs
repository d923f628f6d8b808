using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Files;

/// <summary>
/// The fields of a form that an endpoint takes. What is none of them is mostly a misspelling, which would go unnoticed; it is told with
/// whatever else is wrong with the form.
/// </summary>
sealed class FormFields(IReadOnlyCollection<string> names)
{
    public static FormFields Of(MethodInfo handler) => new([.. handler.GetParameters().SelectMany(Names).Order(StringComparer.Ordinal)]);

    /// <summary>Those of the request that the endpoint does not take, as far as its form has been read.</summary>
    public static Dictionary<string, string[]> Unknown(HttpContext http)
    {
        var endpoint = http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        return endpoint?.Metadata.GetMetadata<FormFields>() is { } known && http.Features.Get<IFormFeature>()?.Form is { } form
            ? known.Faults(form)
            : [];
    }

    Dictionary<string, string[]> Faults(IFormCollection form) =>
        form.Keys.Concat(form.Files.Select(file => file.Name)).Except(names, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(JsonPointer.To, _ => (string[])[$"There is no such field here; there are {string.Join(", ", names)}."]);

    static IEnumerable<string> Names(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(IFormFile) ? [parameter.Name!]
        : parameter.IsDefined(typeof(FromFormAttribute), false)
            ? parameter.ParameterType.GetProperties().Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name))
            : [];
}
