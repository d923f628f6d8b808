using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Persistence;
using Shouldly;
using Xunit;
using static QLab.Testing.ReferenceData.Tellings;

namespace QLab.Testing.ReferenceData;

/// <summary>What each service that keeps projects and partnerships is held to.</summary>
public abstract class ProjectsAreKept<TProgram>(ServiceApp<TProgram> app) where TProgram : class
{
    static readonly DateOnly First = new(2018, 9, 1), Last = new(2019, 10, 31);

    [Fact]
    public Task As_they_are_now_in_whichever_order_their_events_come() => app.TellInEveryOrderAsync(
        id =>
        [
            Opened(id), Of(new ProjectPhaseEntered(id, 2, "Research", Noon)),
            Of(new ProjectCorrected(id, 3, "Health and pain", First, Last, Noon)), Of(new ProjectPhaseEntered(id, 4, "Testing", Noon)),
        ],
        async id => (await ProjectAsync(id)).ShouldBe("Health and pain (3), simulated: true, closed: false, in Testing (4)"));

    [Fact]
    public Task As_closed_also_where_the_closing_comes_first() => app.TellInEveryOrderAsync(
        id => [Opened(id), Of(new ProjectClosed(id, 2, Noon))],
        async id => (await ProjectAsync(id)).ShouldBe("Heath and pain (1), simulated: true, closed: true, in – (0)"));

    [Fact]
    public Task As_open_again_whichever_of_closing_and_reopening_comes_first() => app.TellInEveryOrderAsync(
        id => [Opened(id), Of(new ProjectClosed(id, 2, Noon)), Of(new ProjectReopened(id, 3, Noon.AddHours(1)))],
        async id => (await ProjectAsync(id)).ShouldBe("Heath and pain (1), simulated: true, closed: false, in – (0)"));

    [Fact]
    public Task As_closed_when_that_is_the_last_word() => app.TellInEveryOrderAsync(
        id =>
        [
            Of(new ProjectReopened(id, 3, Noon)), Of(new ProjectClosed(id, 4, Noon)),
            Of(new ProjectAnnounced(id, 3, "Health", true, null, false, Partners(), Noon)),
        ],
        async id => (await ProjectAsync(id)).ShouldBe("Health (3), simulated: true, closed: true, in – (3)"));

    [Fact]
    public Task Without_partners_whose_part_has_ended() => app.TellInEveryOrderAsync(
        id =>
        [
            Of(new PartnershipAgreed(id, Mind(id), "partner", Noon)), Of(new PartnershipAgreed(id, Mind(id), "funder", Noon)),
            Of(new PartnershipEnded(id, Mind(id), "partner", Noon.AddHours(1))),
        ],
        async id => (await PartnersAsync(id)).ShouldBe(["funder: Mind"]));

    [Fact]
    public Task With_partners_whose_part_has_begun_again() => app.TellInEveryOrderAsync(
        id =>
        [
            Of(new PartnershipAgreed(id, Mind(id), "partner", Noon)), Of(new PartnershipEnded(id, Mind(id), "partner", Noon.AddHours(1))),
            Of(new PartnershipAgreed(id, Mind(id), "partner", Noon.AddHours(2))),
        ],
        async id => (await PartnersAsync(id)).ShouldBe(["partner: Mind"]));

    [Fact]
    public async Task Without_partners_whom_a_later_announcement_leaves_out_but_with_those_who_came_meanwhile()
    {
        var id = Guid.NewGuid();
        await app.TellAsync(
            Of(new PartnershipAgreed(id, Mind(id), "partner", Noon)), Of(new PartnershipAgreed(id, Keele(id), "partner", Noon.AddHours(1))),
            Of(new ProjectAnnounced(id, 2, "Health", true, null, false, Partners(), Noon.AddHours(1).AddSeconds(1))));
        (await PartnersAsync(id)).ShouldBe(["partner: Keele"]);
    }

    [Fact]
    public void With_partners_whose_part_has_ended_hidden_from_queries()
    {
        using var scope = app.Services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<ServiceDb>().Model;
        model.GetEntityTypes().Single(entity => entity.GetTableName() == "partnerships").GetDeclaredQueryFilters().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_a_title_while_their_opening_is_on_its_way()
    {
        var (closed, entered, corrected) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

        await app.TellAsync(
            Of(new ProjectClosed(closed, 3, Noon)), Of(new ProjectPhaseEntered(entered, 2, "Research", Noon)),
            Of(new ProjectCorrected(corrected, 2, "Health and pain", First, Last, Noon, Simulated: true)));

        (await ProjectAsync(closed)).ShouldBe("– (0), simulated: false, closed: true, in – (0)");
        (await ProjectAsync(entered)).ShouldBe("– (0), simulated: false, closed: false, in Research (2)");
        (await ProjectAsync(corrected)).ShouldBe(
            "Health and pain (2), simulated: true, closed: false, in – (0)", "a correction says what the opening would");
    }

    [Fact]
    public Task With_who_their_partners_are_before_project_and_organisation_are_known() => app.TellInEveryOrderAsync(
        id =>
        [
            Of(new PartnershipAgreed(id, Mind(id), "partner", Noon)), Of(new PartnershipAgreed(id, Mind(id), "funder", Noon)),
            Of(new PartnershipAgreed(id, Keele(id), "evaluator", Noon)),
        ],
        async id => (await PartnersAsync(id)).ShouldBe(["evaluator: Keele", "funder: Mind", "partner: Mind"]));

    [Fact]
    public Task With_whatever_was_missed_of_them_and_nothing_older_again() => app.TellInEveryOrderAsync(
        id =>
        [
            Of(new ProjectPhaseEntered(id, 2, "Research", Noon)), Of(new PartnershipAgreed(id, Mind(id), "partner", Noon)),
            Of(new ProjectAnnounced(id, 4, "Health and pain", true, "Testing", true, Partners(Mind(id), Keele(id)), Noon)),
            Of(new ProjectCorrected(id, 5, "Pain and health", First, Last, Noon)),
        ],
        async id =>
        {
            (await ProjectAsync(id)).ShouldBe("Pain and health (5), simulated: true, closed: true, in Testing (4)");
            (await PartnersAsync(id)).ShouldBe(["partner: Keele", "partner: Mind"]);
        });

    [Fact]
    public async Task Through_queues_that_keep_their_names()
    {
        var id = Guid.NewGuid();
        (Telling, string)[] heard =
        [
            (Opened(id), "keep-project-when-opened"),
            (Of(new ProjectCorrected(id, 2, "Health", First, Last, Noon)), "keep-title-when-project-corrected"),
            (Of(new ProjectPhaseEntered(id, 3, "Testing", Noon)), "keep-phase-when-entered"),
            (Of(new ProjectClosed(id, 4, Noon)), "close-project-when-closed"),
            (Of(new ProjectReopened(id, 5, Noon)), "open-project-when-reopened"),
            (Of(new ProjectAnnounced(id, 4, "Health", true, null, true, Partners(Mind(id)), Noon)), "keep-project-when-announced"),
            (Of(new PartnershipAgreed(id, Mind(id), "partner", Noon)), "keep-partnership-when-agreed"),
            (Of(new PartnershipEnded(id, Mind(id), "partner", Noon)), "keep-partnership-when-ended"),
        ];
        foreach (var (telling, queue) in heard) (await app.QueueOfAsync(telling)).ShouldBe($"{app.Service}.{queue}");
    }

    static Telling Opened(Guid id) => Of(new ProjectOpened(id, 1, $"p-{id}", "Heath and pain", First, Last, Simulated: true, Noon));

    static Dictionary<string, IReadOnlyList<Guid>> Partners(params Guid[] organisations) => new() { ["partner"] = organisations };

    Task<string?> ProjectAsync(Guid id) => app.ScalarAsync<string>($"""
        SELECT format('%s (%s), simulated: %s, closed: %s, in %s (%s)',
            coalesce(title, '–'), title_version, simulated::text, closed::text, coalesce(phase, '–'), phase_version)
        FROM projects WHERE id = '{id}'
        """);

    Task<string[]?> PartnersAsync(Guid project) => app.ScalarAsync<string[]>($"""
        SELECT array_agg(said ORDER BY said) FROM (
            SELECT format('%s: %s', role, CASE organisation_id WHEN '{Mind(project)}' THEN 'Mind' WHEN '{Keele(project)}' THEN 'Keele' END)
            FROM partnerships WHERE project_id = '{project}' AND NOT ended) AS partner (said)
        """);

    /// <summary>Two organisations for each project, found again by its id.</summary>
    static Guid Mind(Guid project) => Beside(project, 1);

    static Guid Keele(Guid project) => Beside(project, 2);

    static Guid Beside(Guid id, byte by)
    {
        var bytes = id.ToByteArray();
        bytes[15] ^= by;
        return new(bytes);
    }
}
