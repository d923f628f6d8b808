using System.Net;
using System.Text.Json.Nodes;

namespace QLab.AppHost.Operating;

/// <summary>What the consumers of a service could not handle: read, given back or thrown away.</summary>
internal static class DeadLetterCommands
{
    static readonly string[] Columns = ["failedAt", "queue", "type", "reason", "messageId"];

    public static IResourceBuilder<ProjectResource> WithDeadLetterCommands(
        this IResourceBuilder<ProjectResource> service, OperatorClient client)
    {
        var name = service.Resource.Name;
        var path = $"/api/{name}/v1/dead-letters";
        return service
            .WithOperation("dead-letters-list", "Dead letters: list", new()
            {
                Description = "Shows the messages that this service could not handle, with the reasons", IconName = "MailAlert",
            }, ct => ListAsync(client, path, ct))
            .WithOperation("dead-letters-replay", "Dead letters: replay all", new()
            {
                Description = "Gives every message back to its consumer; what fails again comes back",
                IconName = "ArrowReplyAll", ConfirmationMessage = $"Give all dead letters of {name} back to their consumers?",
            }, ct => EachAsync(client, path, "Replayed",
                (http, id) => http.CallAsync(HttpMethod.Post, $"{path}/{id}/replay", ct), ct))
            .WithOperation("dead-letters-discard", "Dead letters: discard all", new()
            {
                Description = "Throws every message away", IconName = "Delete",
                ConfirmationMessage = $"Throw all dead letters of {name} away? What they tell is lost to this service.",
            }, ct => EachAsync(client, path, "Discarded",
                (http, id) => http.CallAsync(HttpMethod.Delete, $"{path}/{id}", ct), ct));
    }

    static async Task<ExecuteCommandResult> ListAsync(OperatorClient client, string path, CancellationToken cancellationToken)
    {
        using var http = await client.SignInAsync(cancellationToken);
        var letters = await LettersAsync(http, path, cancellationToken);
        if (letters.Count == 0) return CommandResults.Success("There are no dead letters.");
        var rows = letters.Select(letter => string.Join(" | ", Columns.Select(column => Cell(letter![column]))));
        var table = string.Join('\n', [string.Join(" | ", Columns), string.Join(" | ", Columns.Select(_ => "---")), .. rows]);
        return CommandResults.Success($"Dead letters: {letters.Count}", table, CommandResultFormat.Markdown, displayImmediately: true);
    }

    /// <summary>Each once, as listed at the beginning: what is replayed may fail and come back meanwhile.</summary>
    static async Task<ExecuteCommandResult> EachAsync(
        OperatorClient client, string path, string done, Func<HttpClient, string, Task> act, CancellationToken cancellationToken)
    {
        using var http = await client.SignInAsync(cancellationToken);
        var letters = await LettersAsync(http, path, cancellationToken);
        var gone = 0;
        foreach (var id in letters.Select(letter => letter!["messageId"]!.GetValue<string>()))
        {
            try
            {
                await act(http, id);
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
            {
                gone++;
            }
        }
        var others = gone == 0 ? "" : $"; {gone} were gone already or held by another reader, so list again";
        return CommandResults.Success($"{done}: {letters.Count - gone} of {letters.Count} listed{others}");
    }

    static async Task<JsonArray> LettersAsync(HttpClient http, string path, CancellationToken cancellationToken) =>
        (await http.CallAsync(HttpMethod.Get, path, cancellationToken))!.AsArray();

    static string Cell(JsonNode? value) => (value?.ToString() ?? "").ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
