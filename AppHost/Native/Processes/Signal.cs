using System.Runtime.InteropServices;

namespace Aspire.Hosting.Native.Processes;

internal enum Signal
{
    Int = 2,
    Quit = 3,
    Kill = 9,
    Term = 15,
}

internal static partial class Posix
{
    public static bool IsRoot => GetEffectiveUser() == 0;

    public static int ParentId => GetParent();

    public static bool Send(int processGroup, Signal signal) => Kill(-processGroup, (int)signal) == 0;

    public static void Own(string path, Account account)
    {
        if (ChangeOwner(path, account.UserId, account.GroupId) != 0)
            throw new DistributedApplicationException($"Could not give {path} to the user {account.Name} (error {Marshal.GetLastPInvokeError()}).");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint userId, uint groupId);
}
