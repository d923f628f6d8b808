using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Surveys.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

/// <summary>
/// Whoever may set consents and read a confidential survey sets one person's and looks what has changed: eight have come or gone, always
/// the same, and nothing says which of them it was.
/// </summary>
public sealed class ComingAndGoingTogether(CodingApp app)
{
    [Fact]
    public async Task Nothing_is_read_before_eight_consent_and_then_all_of_them_are()
    {
        var lab = await ConfidentialAsync(16);
        await lab.GiveAsync(lab.People[..7]);
        await lab.BatchAsync();
        (await lab.ShownAsync()).ShouldBeEmpty();

        await lab.GiveAsync(lab.People[7..8]);
        (await lab.ShownAsync()).ShouldBeEmpty("it does not come at once");
        await lab.BatchAsync();
        (await lab.ShownAsync()).ShouldBe(lab.Responses[..8], ignoreOrder: true);
        (await lab.LeftOutAsync()).ShouldBe("responses=8, confidential=8");
    }

    [Fact]
    public async Task Whoever_does_not_consent_is_one_of_eight_as_well_and_no_total_tells_what_they_said()
    {
        var lab = await ConfidentialAsync(20);
        await lab.GiveAsync(lab.People[1..]);
        await lab.BatchAsync();
        (await lab.ShownAsync()).Count.ShouldBe(12);
        (await lab.TotalAsync()).ShouldBe(20);

        var shown = await lab.ShownAsync();
        await lab.WithdrawAsync(lab.People[Array.IndexOf(lab.Responses, shown[0])]);
        (await lab.ShownAsync()).ShouldBeEmpty("twelve are one batch");
        (await lab.TotalAsync()).ShouldBe(20, "the total does not move with a consent");

        var few = await ConfidentialAsync(7);
        (await few.TotalAsync()).ShouldBe(0, "who waits counts once they are eight");
    }

    [Fact]
    public async Task A_withdrawal_holds_at_once_and_takes_all_of_its_batch_along_in_every_view()
    {
        var lab = await ConfidentialAsync(24);
        await lab.GiveAsync(lab.People);
        await lab.BatchAsync();
        (await lab.ShownAsync()).Count.ShouldBe(24);
        (await lab.WorkAsync()).ShouldBe(24);
        using var coder = app.Coder();
        await CodingApp.CodeAsync(coder, lab.Survey, lab.Responses[3], lab.Theme, 0, 4);

        await lab.WithdrawAsync(lab.People[3]);
        var left = lab.Responses.Except(await lab.ShownAsync()).ToList();
        left.ShouldContain(lab.Responses[3]);
        left.Count.ShouldBe(8);
        (await lab.WorkAsync()).ShouldBe(16);
        (await lab.LinesAsync()).ShouldBe(16);
        (await lab.LeftOutAsync()).ShouldBe("responses=8, confidential=8");
        foreach (var response in left)
            (await app.Client("surveys:read").GetAsync(Answering.Path(lab.Survey, $"coding/texts/{response}/story"))).IsSuccessStatusCode.ShouldBeFalse();

        await lab.BatchAsync();
        lab.Responses.Except(await lab.ShownAsync()).ShouldBe(left, ignoreOrder: true, "waiting tells no more");
    }

    [Fact]
    public async Task Toggling_again_and_again_shows_the_same_eight()
    {
        var lab = await ConfidentialAsync(24);
        await lab.GiveAsync(lab.People);
        await lab.BatchAsync();
        var seen = new List<Guid[]>();
        for (var again = 0; again < 3; again++)
        {
            await lab.WithdrawAsync(lab.People[5]);
            seen.Add([.. lab.Responses.Except(await lab.ShownAsync()).Order()]);
            await lab.GiveAsync(lab.People[5..6]);
            await lab.BatchAsync();
            (await lab.ShownAsync()).Count.ShouldBe(24, "a consent that is given again brings all of them back");
        }
        foreach (var other in seen) other.ShouldBe(seen[0]);
        seen[0].Length.ShouldBe(8);
    }

    [Fact]
    public async Task Too_few_that_are_left_by_an_erasure_are_joined_with_others()
    {
        var lab = await ConfidentialAsync(16);
        await lab.GiveAsync(lab.People);
        await lab.BatchAsync();
        await app.EraseAsync(lab.People[0]);
        (await lab.ShownAsync()).Count.ShouldBe(8);
        await lab.BatchAsync();
        (await lab.ShownAsync()).ShouldBe(lab.Responses[1..], ignoreOrder: true);
        await lab.WithdrawAsync(lab.People[1]);
        (await lab.ShownAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Others_hear_which_may_be_used_together()
    {
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<ContributionsBatched>();
        var lab = await ConfidentialAsync(9);
        await lab.BatchAsync();
        await lab.GiveAsync(lab.People);
        await lab.BatchAsync();
        await Eventually.Succeeds(() =>
        {
            var mine = told.Where(e => e.ProjectId == lab.Project).OrderBy(e => e.OccurredAt).ToList();
            mine.Select(e => e.BatchId is null).ShouldBe([true, false]);
            mine.ShouldAllBe(e => e.ContributionIds.ToHashSet().SetEquals(lab.Responses));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task What_was_ticked_on_the_form_is_told_with_that_of_seven_others_and_without_the_moment()
    {
        await using var another = await app.AnotherServiceAsync();
        var told = await another.ListenAsync<FormConsentsGiven>();
        var survey = await InvitedSurvey.OpenAsync(app, "confidential");
        await app.ScalarAsync<int>($$"""
            UPDATE surveys SET consent_version = 1, consents = '[{"purpose":"research","wording":"We study it."}]' WHERE id = '{{survey.Id}}'
            """);
        var people = await survey.JoinedAsync(8);
        var codes = await survey.CodesAsync(people);
        using var respondent = app.Anonymous();
        foreach (var (who, code) in codes.Take(7)) await AnswerAsync(code);
        await app.BatchAsync();
        await AnswerAsync(codes.Last().Value);
        told.ShouldNotContain(e => e.ProjectId == survey.Project);

        await app.BatchAsync();
        await app.BatchAsync();

        await Eventually.Equals(8, () => Task.FromResult(told.Count(e => e.ProjectId == survey.Project)));
        var mine = told.Where(e => e.ProjectId == survey.Project).ToList();
        mine.Select(e => e.ParticipantId).ShouldBe(people, ignoreOrder: true);
        mine.ShouldAllBe(
            e => e.OccurredAt.TimeOfDay == TimeSpan.Zero && !e.Form.Contains("Invited") && !e.ByStaff && e.Purposes.Single() == "research");

        async Task AnswerAsync(string code) => await Answering.SubmittedAsync(
            respondent, survey.Id, new { answers = new { role = "lived" }, invitationCode = code, consents = new[] { "research" } });
    }

    async Task<Lab> ConfidentialAsync(int people)
    {
        var project = await app.ProjectAsync("confidential");
        using var staff = app.Client(SurveysApp.AllScopes);
        var lab = new Lab(
            app, project.Id, project.Survey, project.Theme, [.. Enumerable.Range(0, people).Select(_ => Guid.NewGuid())], new Guid[people]);
        for (var i = 0; i < people; i++)
            lab.Responses[i] = await SurveysApp.CreatedAsync(
                staff, $"surveys/{lab.Survey}/responses", new
                {
                    participantId = lab.People[i], answers = new { reason = "work", story = $"Story {i}" },
                });
        return lab;
    }

    sealed record Lab(CodingApp App, Guid Project, Guid Survey, Guid Theme, Guid[] People, Guid[] Responses)
    {
        public Task BatchAsync() => App.BatchAsync();

        public async Task GiveAsync(Guid[] who)
        {
            await using var participants = await App.AnotherServiceAsync();
            foreach (var person in who)
                await App.HandledAsync(
                    await participants.PublishAsync(new ConsentGiven(Project, person, "research", 1, DateTimeOffset.UtcNow)));
        }

        public async Task WithdrawAsync(Guid who)
        {
            await using var participants = await App.AnotherServiceAsync();
            await App.HandledAsync(await participants.PublishAsync(new ConsentWithdrawn(Project, who, "research", DateTimeOffset.UtcNow)));
        }

        public async Task<IReadOnlyList<Guid>> ShownAsync()
        {
            using var staff = App.Client("surveys:read");
            var texts = await staff.GetFromJsonAsync<JsonArray>(Answering.Path(Survey, "texts?question=story&limit=200"));
            return [.. texts!.Select(text => text!["responseId"]!.GetValue<Guid>())];
        }

        public async Task<int> WorkAsync()
        {
            using var staff = App.Client("surveys:read");
            return (await staff.ReadAsync(Survey, "results?suppress=false&filter=reason%3Dwork"))["responses"]!.GetValue<int>();
        }

        public async Task<int> TotalAsync()
        {
            using var staff = App.Client("surveys:read");
            return (await staff.ReadAsync(Survey, "results?suppress=false"))["responses"]!.GetValue<int>();
        }

        public async Task<int> LinesAsync()
        {
            using var staff = App.Client("surveys:read");
            return (await staff.GetStringAsync(Answering.Path(Survey, "export.jsonl"))).Count(c => c == '\n');
        }

        public async Task<string> LeftOutAsync()
        {
            using var staff = App.Client("surveys:read");
            using var answer = await staff.GetAsync(Answering.Path(Survey, "texts?question=story"));
            return answer.Headers.GetValues("QLab-Left-Out").Single();
        }
    }
}
