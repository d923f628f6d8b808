using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => Configured(builder, name) ?? throw Missing(name), secret));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => Configured(builder, name) ?? value, secret));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(new ParameterResource(name, d => Generated(builder, name, d!, persist), secret) { Default = value });

    /// <summary>
    /// A description addresses a person, so a generated secret that has one is shown once, when it is generated;
    /// a secret without one passes between machines only and is never shown.
    /// </summary>
    public static IResourceBuilder<ParameterResource> WithDescription(
        this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        builder.Resource.Description = description;
        return builder;
    }

    internal static ParameterResource GeneratedPassword(IDistributedApplicationBuilder builder, string name)
    {
        // Letters and digits only: a password travels in connection strings, URLs and configuration files.
        var kind = new GenerateParameterDefault { MinLength = 32, Special = false };
        return new ParameterResource(name, d => Generated(builder, name, d!, persist: true), secret: true) { Default = kind };
    }

    private static string Generated(IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool persist) =>
        Configured(builder, name)
        ?? (persist && builder is DistributedApplicationBuilder native
            ? native.Secrets.GetOrAdd(SecretStore.ParameterKey(name), value.GetDefaultValue)
            : value.GetDefaultValue());

    // As in Aspire, the second form is for shells that take no hyphen in a variable's name.
    private static string? Configured(IDistributedApplicationBuilder builder, string name) =>
        builder.Configuration[$"Parameters:{name}"] ?? builder.Configuration[$"Parameters:{name.Replace('-', '_')}"];

    private static DistributedApplicationException Missing(string name) =>
        new($"The parameter '{name}' has no value: set the environment variable Parameters__{name.Replace('-', '_')}.");
}
