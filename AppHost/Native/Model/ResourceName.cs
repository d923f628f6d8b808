namespace Aspire.Hosting.ApplicationModel;

internal static class ResourceName
{
    // The same rule as Aspire's, so that a model which runs here is accepted there.
    public static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var sound = name.Length <= 64
            && char.IsAsciiLetter(name[0])
            && name[^1] != '-'
            && !name.Contains("--", StringComparison.Ordinal)
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return sound
            ? name
            : throw new ArgumentException(
                $"Resource name '{name}' is invalid: up to 64 ASCII letters, digits and single hyphens, starting with a letter.",
                nameof(name));
    }
}
