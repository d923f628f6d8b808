#pragma warning disable ASP0029 // The resolver's interface is still marked experimental.
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Validation;

namespace QLab.ServiceDefaults.Http.Validation;

/// <summary>
/// Applies the annotations of request records. The framework's source generator passes over types that are not public, without a word;
/// our requests are internal, so they are read by reflection, once a type.
/// </summary>
public static class RequestValidation
{
    /// <summary>Checks every record that an endpoint binds.</summary>
    /// <param name="services">The container.</param>
    public static void AddRequestValidation(this IServiceCollection services) =>
        services.AddValidation(options => options.Resolvers.Add(new AnnotatedRecords()));
}

sealed class AnnotatedRecords : IValidatableInfoResolver
{
    // The framework adds what base types declare.
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    readonly ConcurrentDictionary<Type, IValidatableInfo?> known = new();

    public bool TryGetValidatableTypeInfo(Type type, [NotNullWhen(true)] out IValidatableInfo? validatableInfo) =>
        (validatableInfo = known.GetOrAdd(type, Read)) is not null;

    public bool TryGetValidatableParameterInfo(ParameterInfo parameterInfo, [NotNullWhen(true)] out IValidatableInfo? validatableInfo)
    {
        validatableInfo = null;
        return false;
    }

    static Record? Read(Type type) =>
        IsRecord(type) && type.Assembly.GetName().Name!.StartsWith("QLab.", StringComparison.Ordinal) ? new(type) : null;

    static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    sealed class Record(Type type) : ValidatableTypeInfo(type, [.. type.GetProperties(Declared).Select(property => new Member(type, property))])
    {
        readonly ValidationAttribute[] attributes = [.. type.GetCustomAttributes<ValidationAttribute>()];

        protected override ValidationAttribute[] GetValidationAttributes() => attributes;
    }

    sealed class Member(Type type, PropertyInfo property)
        : ValidatablePropertyInfo(type, property.PropertyType, property.Name, JsonNamingPolicy.CamelCase.ConvertName(property.Name))
    {
        readonly ValidationAttribute[] attributes = [.. property.GetCustomAttributes<ValidationAttribute>()];

        protected override ValidationAttribute[] GetValidationAttributes() => attributes;
    }
}
