using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace QLab.Platform.Tests.Engine;

public sealed class Replicas
{
    [Fact]
    public async Task Share_the_fixed_port_and_the_others_answer_when_one_is_down()
    {
        var port = FreePort();
        await using var stack = ToyStack.Start("--ephemeral", "--replicas", "2", "--door-port", $"{port}");
        await stack.ReadyAsync();
        stack.Output.ShouldEndWith($" · http://localhost:{port}");
        int[] pids = [await stack.PidOfAsync("door-1"), await stack.PidOfAsync("door-2")];

        (await AnswersAsync(port)).Order().ShouldBe(pids.Order());

        Signals.Send("KILL", pids[0]);
        await stack.SaysAsync(@"door-1\s+was ended by signal 9");
        (await AnswersAsync(port)).ShouldContain(pids[1]);
    }

    [Fact]
    public async Task Are_all_made_known_to_those_who_refer_to_them()
    {
        await using var stack = ToyStack.Start("--ephemeral", "--replicas", "2");
        await stack.ReadyAsync();
        var run = await stack.RunAsync();

        var door = await stack.AskAsync<Dictionary<string, string>>("door-1", "/environment");

        door["services__inner__http__0"].ShouldBe(run.Instance("inner-1").Url);
        door["services__inner__http__1"].ShouldBe(run.Instance("inner-2").Url);
        run.Resource("inner").Pids.Distinct().Count().ShouldBe(2);
    }

    private static async Task<IEnumerable<int>> AnswersAsync(int port)
    {
        var answers = new HashSet<int>();
        for (var i = 0; i < 4; i++)
        {
            // A new connection each time: the forwarder shares out connections, not requests.
            using var client = new HttpClient();
            answers.Add(await client.GetFromJsonAsync<int>($"http://localhost:{port}/pid"));
        }

        return answers;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
