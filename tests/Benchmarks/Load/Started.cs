using System.Diagnostics;

namespace QLab.Benchmarks.Load;

/// <summary>What a process uses.</summary>
sealed class Started(int process)
{
    const double TicksPerSecond = 100; // USER_HZ, on every Linux that .NET runs on

    /// <param name="variable">A part of its environment that no other process has.</param>
    public static Started With(string variable) =>
        new(Process.GetProcesses().Select(p => p.Id).First(id => Read(id, "environ").Contains(variable, StringComparison.Ordinal)));

    /// <summary>Resident, in bytes.</summary>
    public long Memory() => long.Parse(Read(process, "statm").Split(' ')[1]) * Environment.SystemPageSize;

    /// <summary>In seconds.</summary>
    public double Cpu() => (long.Parse(Stat(process)[11]) + long.Parse(Stat(process)[12])) / TicksPerSecond;

    /// <summary>What stands after the name of the program, which may hold spaces.</summary>
    static string[] Stat(int id)
    {
        var stat = Read(id, "stat");
        return stat[Math.Min(stat.Length, stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return ""; // ended meanwhile, or somebody else's
        }
    }
}
