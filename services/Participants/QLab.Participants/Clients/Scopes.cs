using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

static class Scopes
{
    /// <summary>What a program can be given.</summary>
    public static readonly string[] ForPrograms = [.. QLab.ServiceDefaults.Security.Roles.ForPrograms];

    /// <summary>The operator has what staff have, and operates the platform besides; nobody else does.</summary>
    public static readonly string[] Operators = [.. ForPrograms, Access.Grant, Access.Clients, Access.Audit, Access.Operate];

    public static readonly string[] All = [.. Operators, Access.Me];
}

/// <summary>A list of scopes that a program can have, at least one and none twice.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class ScopesAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is string?[] { Length: > 0 } scopes && scopes.Distinct().Count() == scopes.Length && !scopes.Except(Scopes.ForPrograms).Any();

    public override string FormatErrorMessage(string name) => $"One or more of these, each once: {string.Join(", ", Scopes.ForPrograms)}.";
}
