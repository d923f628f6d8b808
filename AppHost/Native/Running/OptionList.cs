namespace Aspire.Hosting.Native.Running;

internal static class OptionList
{
    public static void Check(IReadOnlyList<AppHostOptionAttribute> known, IReadOnlyList<string> arguments)
    {
        if (arguments.Any(a => a is "--help=true" or "-h" or "-?"))
            Leave(Console.Out, Text(known), exitCode: 0);

        if (arguments.Select(a => Complaint(known, a)).FirstOrDefault(c => c is not null) is { } complaint)
            Leave(Console.Error, $"{complaint}\n\n{Text(known)}", exitCode: 2);
    }

    private static string? Complaint(IReadOnlyList<AppHostOptionAttribute> known, string argument)
    {
        var parts = argument.Split('=', 2);
        if (known.FirstOrDefault(o => o.Is(parts[0])) is not { } option) return $"Unknown option: {parts[0]}";
        if (option.IsSwitch)
            return parts is [_, "true" or "false"] ? null : $"{parts[0]} is a switch and takes no value.";
        return parts.Length == 2 && int.TryParse(parts[1], out var n) && n >= option.Least && n <= option.Most
            ? null
            : $"{parts[0]} needs a whole number from {option.Least} to {option.Most}.";
    }

    private static string Text(IReadOnlyList<AppHostOptionAttribute> known) => string.Join('\n',
    [
        "Options (after `dotnet run --project AppHost --`):",
        .. known.Select(o => $"  {o.Usage,-20}  {o.Description}"),
        $"  {"--help",-20}  this list",
    ]);

    private static void Leave(TextWriter output, string text, int exitCode)
    {
        output.WriteLine(text);
        Environment.Exit(exitCode);
    }
}
