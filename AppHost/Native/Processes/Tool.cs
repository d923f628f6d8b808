using System.Diagnostics;

namespace Aspire.Hosting.Native.Processes;

/// <summary>A short-lived program that is waited for, such as initdb or psql.</summary>
internal static class Tool
{
    public static async Task<string> RunAsync(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        string input,
        CancellationToken cancellationToken)
    {
        var (exitCode, output, errors) = await TryAsync(command, environment, input, cancellationToken);
        return exitCode == 0
            ? output
            : throw new DistributedApplicationException($"{Path.GetFileName(command[0])} failed (exit code {exitCode}): {errors.Trim()}");
    }

    public static async Task<(int ExitCode, string Output, string Errors)> TryAsync(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        string input,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        InheritedEnvironment.Prepare(start.Environment);
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
