namespace QLab.Platform.Tests.Engine;

public sealed class WhatAServiceIsGiven
{
    [Fact]
    public async Task Is_what_Aspire_gives_it_and_no_secret_of_others()
    {
        using var folder = new TestFolder();
        var settings = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4317",
            ["Parameters__told_secret"] = "given-from-outside",
            ["ASPNETCORE_URLS"] = "http://localhost:1",
        };
        await using var stack = ToyStack.Start(folder, settings, "--ephemeral");
        await stack.ReadyAsync();
        var run = await stack.RunAsync();

        var inner = await stack.AskAsync<Dictionary<string, string>>("inner", "/environment");
        inner["ASPNETCORE_URLS"].ShouldBe(run.Instance("inner").Url);
        inner["ASPNETCORE_ENVIRONMENT"].ShouldBe("Production");
        inner["OTEL_SERVICE_NAME"].ShouldBe("inner");
        inner["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe("http://collector:4317");
        inner["Auth__Issuer"].ShouldBe(run.Resource("door").Endpoints["http"]);
        inner["Toy__Told"].ShouldBe("given-from-outside");
        inner["Toy__Data"].ShouldStartWith(folder.Path, customMessage: "what an AppHost puts beside our own goes with an ephemeral run");
        stack.Output.ShouldContain("Toy files: file:///toys");

        var door = await stack.AskAsync<Dictionary<string, string>>("door", "/environment");
        door["services__inner__http__0"].ShouldBe(run.Instance("inner").Url);
        door.Values.ShouldNotContain("given-from-outside");
        stack.Output.ShouldNotContain("given-from-outside");
    }

    [Fact]
    public async Task Reaches_its_own_database_and_no_other()
    {
        await using var stack = ToyStack.Start("--ephemeral", "--servers");
        await stack.ReadyAsync();
        var inner = await stack.AskAsync<Dictionary<string, string>>("inner", "/environment");
        var own = inner["ConnectionStrings__inner-db"];
        inner["ConnectionStrings__messaging"].ShouldMatch(@"^amqp://guest:\w{32}@127\.0\.0\.1:\d+$");

        (await Database.QueryAsync(own, "SELECT current_user")).ShouldBe("inner-db");
        foreach (var other in (string[])["other-db", "postgres", "template1"])
        {
            var (exitCode, _, errors) = await Database.TryAsync(own.Replace("Database=inner-db", $"Database={other}"), "SELECT 1");
            exitCode.ShouldNotBe(0);
            errors.ShouldContain("permission denied for database");
        }
    }
}
