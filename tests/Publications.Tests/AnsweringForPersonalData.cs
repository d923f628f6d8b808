using QLab.Surveys.Contracts;
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
        await surveys.PublishAsync(new ResponseSubmitted(response, Guid.NewGuid(), project, who, DateTimeOffset.UtcNow));
        await app.ArrivedAsync(response);

        (await app.ExportAsync(who))["contributions"]!.AsArray().ShouldHaveSingleItem()!["follow"]!.GetValue<string>()
            .ShouldBe($"/api/publications/v1/lineage/contributions/{response}");

        await app.EraseAsync(who);

        (await app.Database.TracesAsync(who.ToString())).ShouldBeEmpty();
        using var anybody = app.Anonymous();
        (await ReadAsync(anybody, $"lineage/contributions/{response}")).ShouldNotBeNull("what was built on it can still be followed");
    }
}
