using System.Diagnostics;

namespace QLab.Benchmarks.Load;

/// <summary>A process that this one started, directly or not.</summary>
/// <param name="name">A part of its command line.</param>
/// <param name="environment">A part of its environment, where several have that name.</param>
sealed class Started(string name, string environment = "")
{
    const double TicksPerSecond = 100; // USER_HZ, on every Linux that .NET runs on

    readonly int process = Process.GetProcesses().Select(p => p.Id).First(id =>
        IsOurs(id) && Read(id, "cmdline").Contains(name, StringComparison.Ordinal)
        && Read(id, "environ").Contains(environment, StringComparison.Ordinal));

    /// <summary>Resident, in bytes.</summary>
    public long Memory() => long.Parse(Read(process, "statm").Split(' ')[1]) * Environment.SystemPageSize;

    /// <summary>In seconds.</summary>
    public double Cpu() => (long.Parse(Stat(process)[11]) + long.Parse(Stat(process)[12])) / TicksPerSecond;

    static bool IsOurs(int id) => id > 1 && (Parent(id) is var parent && (parent == Environment.ProcessId || IsOurs(parent)));

    static int Parent(int id) => Stat(id) is { Length: > 1 } stat ? int.Parse(stat[1]) : 0;

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
        catch (IOException)
        {
            return ""; // ended meanwhile
        }
    }
}
