using QLab.Participants.Contracts;
using Shouldly;
using Xunit;
using static QLab.Testing.ReferenceData.Tellings;

namespace QLab.Testing.ReferenceData;

/// <summary>What each service that keeps organisations is held to.</summary>
public abstract class OrganisationsAreKept<TProgram>(ServiceApp<TProgram> app) where TProgram : class
{
    [Fact]
    public Task As_they_were_corrected_last_in_whichever_order() => app.TellInEveryOrderAsync(
        id =>
        [
            Of(new OrganisationRegistered(id, "Kele University", "hospital", null, Noon)),
            Of(new OrganisationCorrected(id, "Keele Univercity", "university", null, Noon.AddMinutes(1))),
            Of(new OrganisationCorrected(id, "Keele University", "university", null, Noon.AddMinutes(2))),
        ],
        async id => (await app.ScalarAsync<string>($"SELECT format('%s, a %s', name, kind) FROM organisations WHERE id = '{id}'"))
            .ShouldBe("Keele University, a university"));

    [Fact]
    public async Task Through_queues_that_keep_their_names()
    {
        var id = Guid.NewGuid();
        (await app.QueueOfAsync(Of(new OrganisationRegistered(id, "Mind", "charity", null, Noon))))
            .ShouldBe($"{app.Service}.keep-organisation-when-registered");
        (await app.QueueOfAsync(Of(new OrganisationCorrected(id, "Mind", "charity", null, Noon))))
            .ShouldBe($"{app.Service}.keep-organisation-when-corrected");
    }
}
