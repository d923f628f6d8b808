using System.Reflection;

namespace Aspire.Hosting.Native.Running;

internal static class CommandLine
{
    /// <summary>Gives every switch its value in the form <c>--name=value</c>, so that none swallows the next argument.</summary>
    public static string[] Read(string[] args, Assembly? appHost)
    {
        var known = appHost?.GetCustomAttributes<AppHostOptionAttribute>().ToList() ?? [];
        var normal = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || args[i].Contains('='))
            {
                normal.Add(args[i]);
                continue;
            }

            var isSwitch = known.FirstOrDefault(o => o.Is(args[i]))?.IsSwitch
                ?? (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal));
            normal.Add(isSwitch ? $"{args[i]}=true" : i + 1 < args.Length ? $"{args[i]}={args[++i]}" : args[i]);
        }

        if (known.Count > 0) OptionList.Check(known, normal);
        return [.. normal];
    }
}
