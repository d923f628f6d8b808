using QLab.Participants.Contracts;
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
            (Of(new ProjectAnnounced(id, 4, "Health", true, null, true, Partners(Mind(id)), Noon)), "keep-project-when-announced"),
            (Of(new PartnershipAgreed(id, Mind(id), "partner", Noon)), "keep-partnership-when-agreed"),
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
            FROM partnerships WHERE project_id = '{project}') AS partner (said)
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
