using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;

namespace QLab.ServiceDefaults.Files;

/// <summary>Files that people send and fetch.</summary>
public static class FilesExtensions
{
    const int FormAroundFile = 64 * 1024;

    /// <summary>Lets a service keep files; its rows refer to <see cref="FileContent"/>, whose tables every service has.</summary>
    /// <param name="builder">The application's builder.</param>
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped(services => new FileStore(
            services.GetRequiredService<ServiceDb>(), services.GetRequiredService<NpgsqlDataSource>(),
            services.GetRequiredService<AfterCommit>(), services.GetRequiredService<WakeSignal<SweepFiles>>(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddPeriodicWork<SweepFiles>(new(TimeSpan.FromHours(1)) { AtStart = true, OneReplicaAtATime = true });
        // Each endpoint that takes files limits the whole request.
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = long.MaxValue);
    }

    /// <summary>
    /// For an endpoint whose handler takes a form with an <see cref="IFormFile"/> and gives it to <see cref="AcceptedFile.CheckAsync"/>.
    /// The framework keeps a large one in a temporary file until the request ends.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="rules">What is taken.</param>
    /// <remarks>Callers show a token that no browser sends by itself, so there is nothing for anti-forgery to add.</remarks>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder endpoint, FileRules rules)
    {
        endpoint.Finally(KnowFields);
        return endpoint.DisableAntiforgery().WithLimits(maxBytes: rules.MaxBytes + FormAroundFile)
            .WithDescription($"Files are taken by their content: {rules}.").AddEndpointFilterFactory(RefuseFileAlone)
            .AddEndpointFilter(RefuseUnknownFields);
    }

    static void KnowFields(EndpointBuilder endpoint) =>
        endpoint.Metadata.Add(FormFields.Of(endpoint.Metadata.OfType<MethodInfo>().First()));

    static ValueTask<object?> RefuseUnknownFields(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        FormFields.Unknown(invocation.HttpContext) is { Count: > 0 } unknown
            ? ValueTask.FromResult<object?>(TypedResults.ValidationProblem(unknown))
            : next(invocation);

    /// <remarks>Of a form without fields the framework makes no record at all, and so finds nothing to validate.</remarks>
    static EndpointFilterDelegate RefuseFileAlone(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var forms = context.MethodInfo.GetParameters().Where(parameter => parameter.IsDefined(typeof(FromFormAttribute), false)).ToList();
        return invocation => forms.Find(form => invocation.Arguments[form.Position] is null) is { } missing
            ? ValueTask.FromResult<object?>(TypedResults.ValidationProblem(Faults(missing.ParameterType))) : next(invocation);
    }

    static Dictionary<string, string[]> Faults(Type form) =>
        form.GetProperties().Where(field => field.IsDefined(typeof(RequiredAttribute), false))
            .ToDictionary(field => JsonPointer.To(JsonNamingPolicy.CamelCase.ConvertName(field.Name)), _ => (string[])["This is needed."]);
}
