using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Clients;

static class Scopes
{
    public static readonly string[] All =
    [
        .. from service in (string[])["participants", "surveys", "workshops", "test-teams", "publications"]
           from right in (string[])["read", "write"]
           select $"{service}:{right}",
        Access.Operate,
    ];
}

/// <summary>A list of scopes that exist, at least one and none twice.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class ScopesAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is string?[] { Length: > 0 } scopes && scopes.Distinct().Count() == scopes.Length && !scopes.Except(Scopes.All).Any();

    public override string FormatErrorMessage(string name) => $"One or more of these, each once: {string.Join(", ", Scopes.All)}.";
}
