using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using QLab.Platform.Tests.Whole;
using QLab.Testing;

namespace QLab.Platform.Tests.Operating;

/// <summary>What an operator does from the dashboard, done through the same service that the dashboard asks.</summary>
[Collection("One platform")]
public sealed class TheDashboardsCommands(RunningPlatform platform)
{
    const string Queue = "surveys.keep-project-when-opened", DeadLetters = "surveys/v1/dead-letters";
    const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    ResourceCommandService Commands => platform.App.Services.GetRequiredService<ResourceCommandService>();

    [Fact]
    public async Task List_and_discard_dead_letters()
    {
        var id = await PoisonAsync();

        var listed = await ExecuteAsync("surveys", "dead-letters-list");
        listed.Data!.Value.ShouldContain($"{id}");
        listed.Data.Value.ShouldContain(Queue);
        (await ExecuteAsync("surveys", "dead-letters-discard")).Message.ShouldBe("Discarded: 1 of 1 listed");
        (await ExecuteAsync("surveys", "dead-letters-list")).Message.ShouldBe("There are no dead letters.");
        using var again = await platform.Operator.DeleteAsync($"/api/{DeadLetters}/{id}");
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound, await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Replay_dead_letters()
    {
        await PoisonAsync();
        await ExecuteAsync("surveys", "dead-letters-discard");
        var project = Guid.NewGuid();
        await StrayMessage.SendAsync(platform.App, $"{Queue}_error", project, "A project that came to lie among the dead letters");
        await Eventually.Equals(1, async () => (await platform.ReadAsync(DeadLetters)).AsArray().Count);

        (await ExecuteAsync("surveys", "dead-letters-replay")).Message.ShouldBe("Replayed: 1 of 1 listed");
        await Eventually.Equals(1L, () => platform.CountAsync("surveys", $"SELECT count(*) FROM projects WHERE id = '{project}'"));
    }

    [Fact]
    public async Task Rotate_the_signing_key()
    {
        var before = await KeysAsync();
        var rotated = await ExecuteAsync("participants", "rotate-signing-key");
        var added = (await KeysAsync()).Except(before).ShouldHaveSingleItem();
        rotated.Message!.ShouldStartWith($"Key {added} signs from ");
        var again = await Commands.ExecuteCommandAsync("participants", "rotate-signing-key");
        again.Success.ShouldBeFalse();
        again.Message!.ShouldStartWith("A new key is published already");
    }

    [Fact]
    public async Task Show_the_mail_folder_but_no_contents()
    {
        using var invited = await platform.Operator.PostAsJsonAsync("/api/participants/v1/staff/invitations",
            new { name = "Ada", email = $"ada-{Guid.NewGuid():N}@example.org" });
        invited.IsSuccessStatusCode.ShouldBeTrue(await invited.Content.ReadAsStringAsync());

        await Eventually.Succeeds(async () =>
        {
            var shown = (await ExecuteAsync("participants", "show-mail-folder")).Data!.Value.Split('\n');
            var mails = Directory.GetFiles(shown[0].Trim('`'), "*.eml").Select(Path.GetFileName).ToList();
            var names = shown[2..].Select(line => line.Split(' ')[^1]).ToList();
            names.Count.ShouldBe(Math.Min(mails.Count, 20));
            names.ShouldNotBeEmpty();
            names.ShouldBeSubsetOf(mails!);
        });
    }

    [Fact]
    public async Task Back_up_everything_for_the_owner_alone()
    {
        var folder = (await ExecuteAsync("postgres", "back-up")).Data!.Value.Split('\n')[0].Trim('`');
        File.GetUnixFileMode(folder).ShouldBe(ReadWrite | UnixFileMode.UserExecute);
        var files = Directory.GetFiles(folder).Order().ToList();
        files.Select(Path.GetFileName).ShouldBe(["participants-db.dump", "publications-db.dump", "secrets.json",
            "surveys-db.dump", "test-teams-db.dump", "workshops-db.dump"]);
        files.ShouldAllBe(file => File.GetUnixFileMode(file) == ReadWrite);
        var secrets = await File.ReadAllTextAsync(files[2]);
        ((string[])["postgres", "messaging", "surveys-db"]).ShouldAllBe(name => secrets.Contains($"{name}-password"));
        foreach (var dump in files.Where(file => Path.GetExtension(file) == ".dump"))
            Dump.ContentsOf(dump).ShouldContain("TABLE DATA public schema_migrations");
    }

    [Fact]
    public async Task Run_only_the_migrations()
    {
        (await ExecuteAsync("workshops", "migrate")).Message.ShouldBe("workshops-db is up to date.");
        await using var database = await platform.DatabaseAsync("workshops-db");
        await using var newer = database.CreateCommand(
            "INSERT INTO schema_migrations (source, name, checksum) VALUES ('service', '9999_newer.sql', '')");
        await newer.ExecuteNonQueryAsync();
        try
        {
            var refused = await Commands.ExecuteCommandAsync("workshops", "migrate");
            refused.Success.ShouldBeFalse();
            refused.Data!.Value.ShouldContain("9999_newer.sql, which this build does not know");
        }
        finally
        {
            await using var undo = database.CreateCommand("DELETE FROM schema_migrations WHERE name = '9999_newer.sql'");
            await undo.ExecuteNonQueryAsync();
        }
    }

    [Theory]
    [InlineData("surveys", "dead-letters-list")]
    [InlineData("surveys", "dead-letters-replay")]
    [InlineData("surveys", "dead-letters-discard")]
    [InlineData("participants", "rotate-signing-key")]
    [InlineData("postgres", "back-up")]
    public void Are_offered_while_the_resource_runs(string resource, string name)
    {
        platform.App.ResourceNotifications.TryGetCurrentState(resource, out var current).ShouldBeTrue();
        var command = current!.Resource.Annotations.OfType<ResourceCommandAnnotation>().Single(c => c.Name == name);

        StateWhen(KnownResourceStates.Running).ShouldBe(ResourceCommandState.Enabled);
        StateWhen(KnownResourceStates.Exited).ShouldBe(ResourceCommandState.Disabled);

        ResourceCommandState StateWhen(string state) =>
            command.UpdateState(new() { Services = platform.App.Services, ResourceSnapshot = current.Snapshot with { State = state } });
    }

    async Task<IReadOnlyList<string>> KeysAsync() =>
        [.. JsonNode.Parse(await platform.Anybody.GetStringAsync("/.well-known/jwks.json"))!["keys"]!.AsArray()
            .Select(key => key!["kid"]!.GetValue<string>())];

    /// <summary>A message that PostgreSQL refuses lies among the dead letters.</summary>
    async Task<Guid> PoisonAsync()
    {
        var id = await StrayMessage.SendAsync(platform.App, Queue, Guid.NewGuid(), title: "\0");
        await Eventually.Succeeds(async () => (await platform.ReadAsync(DeadLetters)).AsArray()
            .Select(letter => letter!["messageId"]!.GetValue<Guid>()).ShouldContain(id));
        return id;
    }

    async Task<ExecuteCommandResult> ExecuteAsync(string resource, string command)
    {
        var result = await Commands.ExecuteCommandAsync(resource, command);
        result.Success.ShouldBeTrue($"{result.Message} {result.Data?.Value}");
        return result;
    }
}
