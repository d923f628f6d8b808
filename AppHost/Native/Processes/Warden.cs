using System.Diagnostics;

namespace Aspire.Hosting.Native.Processes;

/// <summary>
/// A shell in a session of its own that knows every process group we have started. It reads their ids from a pipe;
/// when the pipe ends without a farewell we have been killed, and it ends the groups in our place.
/// </summary>
internal sealed class Warden : IDisposable
{
    private const string Script = """
        trap '' INT TERM HUP QUIT PIPE
        exec >/dev/null 2>&1 9>>"$1/warden.lock"
        command -v flock && flock 9
        groups=''
        while read -r verb group signal; do
            case $verb in
                watch) groups="$group:$signal $groups" ;;
                forget)
                    rest=''
                    for g in $groups; do [ "${g%%:*}" = "$group" ] || rest="$rest $g"; done
                    groups=$rest ;;
                farewell) exit 0 ;;
            esac
        done
        # A child that has not reached setsid yet has no group, so its own id is tried too.
        for g in $groups; do
            kill -s "${g##*:}" -- "-${g%%:*}" || kill -s KILL "${g%%:*}"
        done
        tries=0
        while [ $tries -lt 150 ]; do
            alive=''
            for g in $groups; do kill -s 0 -- "-${g%%:*}" && alive=yes; done
            [ -n "$alive" ] || break
            tries=$((tries + 1))
            sleep 0.1
        done
        for g in $groups; do kill -s KILL -- "-${g%%:*}"; done
        rm -rf "$1/resources.json" "$1/scratch"
        [ "$2" = ephemeral ] && rm -rf "$1"
        """;

    private readonly Process _process;
    private readonly Lock _pipe = new();

    public Warden(string root, bool ephemeral)
    {
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in (string[])["sh", "-c", Script, "warden", root, ephemeral ? "ephemeral" : "kept"])
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
    }

    public void Watch(int processGroup, Signal signal) => Tell($"watch {processGroup} {signal.ToString().ToUpperInvariant()}");

    public void Forget(int processGroup) => Tell($"forget {processGroup} -");

    public void Dispose()
    {
        Tell("farewell");
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Tell(string line)
    {
        lock (_pipe)
        {
            if (_process.HasExited) return;
            _process.StandardInput.Write(line + "\n");
            _process.StandardInput.Flush();
        }
    }
}
