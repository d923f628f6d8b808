using System.Globalization;
using Aspire.Hosting.Native.Running;

namespace Aspire.Hosting.Native.Processes;

/// <summary>A user of the operating system that a server runs as when we are root; servers refuse root or should not have it.</summary>
internal sealed record Account(string Name, uint UserId, uint GroupId)
{
    public static Account? WhenRoot(string name)
    {
        if (!Posix.IsRoot) return null;
        var entry = File.ReadLines("/etc/passwd").Select(l => l.Split(':')).FirstOrDefault(f => f[0] == name);
        return entry is null ? null : new(name, Id(entry[2]), Id(entry[3]));
    }

    public string[] Wrap(params string[] command) =>
        ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--init-groups", "--", .. command];

    /// <summary>A folder of this user's own, reachable from the root of the file system.</summary>
    public void TakeFolder(string folder, Action<string> say)
    {
        PrivateFile.CreateFolder(folder);
        Posix.Own(folder, this);
        for (var above = Directory.GetParent(folder); above is not null; above = above.Parent)
        {
            if (above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) continue;
            above.UnixFileMode |= UnixFileMode.OtherExecute;
            say($"letting other users pass through {above.FullName} (chmod o+x), so that the user {Name} reaches its data");
        }
    }

    private static uint Id(string field) => uint.Parse(field, CultureInfo.InvariantCulture);
}
