using QLab.Testing;
using static QLab.Publications.Tests.PublicationsApp;

namespace QLab.Publications.Tests;

public sealed class AnsweringForPersonalData(PublicationsApp app)
{
    [Fact]
    public async Task An_export_says_what_became_of_each_contribution_and_an_erasure_cuts_it_off_from_the_person()
    {
        var (project, who, response) = (await app.KnownProjectAsync(), Guid.NewGuid(), Guid.NewGuid());
        await using var surveys = await app.AnotherServiceAsync();
        var told = Response(response, project, who, DateTimeOffset.UtcNow);
        await surveys.PublishAsync(told);
        await app.ArrivedAsync(response);

        (await app.ExportAsync(who))["contributions"]!.AsArray().ShouldHaveSingleItem()!["follow"]!.GetValue<string>()
            .ShouldBe($"/api/publications/v1/lineage/contributions/{response}");

        await app.EraseAsync(who);

        (await app.Database.TracesAsync(who.ToString())).ShouldBeEmpty();
        await app.HandledAsync(await surveys.PublishAsync(told));
        (await app.Database.TracesAsync(who.ToString())).ShouldBeEmpty("what is told again brings nobody back");
        using var anybody = app.Anonymous();
        (await ReadAsync(anybody, $"lineage/contributions/{response}")).ShouldNotBeNull("what was built on it can still be followed");
    }
}
