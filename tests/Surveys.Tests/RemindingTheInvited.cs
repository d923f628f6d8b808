using System.Net;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using QLab.Testing.ReferenceData;

namespace QLab.Surveys.Tests;

public sealed class RemindingTheInvited(SurveysApp app)
{
    [Theory]
    [InlineData("confidential", null)]
    [InlineData("identified", 3)]
    public async Task Reaches_those_who_have_not_answered_and_nobody_else(string mode, int? told)
    {
        var survey = await InvitedSurvey.OpenAsync(app, mode);
        var (codes, key) = (await survey.CodesAsync(await survey.JoinedAsync(4)), await app.KeyAsync());
        await survey.AnswerAsync(codes.Values.First());
        await using var participants = await app.AnotherServiceAsync();
        var requested = await participants.ListenAsync<NotificationRequested>();

        var report = await survey.PostAsync("reminders", new { });

        ((int?)report["reminded"]).ShouldBe(told, "three who have not answered would tell how many have");
        await Eventually.Equals(3, () => Task.FromResult(requested.Count(r => codes.ContainsKey(r.ParticipantId))));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        requested.Where(r => codes.ContainsKey(r.ParticipantId))
            .Select(r => r.ParticipantId)
            .ShouldBe(codes.Keys.Skip(1), ignoreOrder: true);
        requested.Where(r => r.ProjectId == survey.Project).ShouldAllBe(r => r.Template == "survey-reminder");
        var (who, again) = requested.Where(r => codes.ContainsKey(r.ParticipantId)).Select(r => (r.ParticipantId, JsonNode.Parse(SealedBox.Open(r.Sealed!, key))!["code"]!.GetValue<string>())).First();
        again.ShouldBe(codes[who]);
        (await survey.AnswerAsync(again)).ShouldBe(HttpStatusCode.Created);
        (await survey.AnswerAsync(codes[who])).ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Leaves_out_who_has_answered_anonymously_only_together_with_seven_others()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var (codes, _) = (await survey.CodesAsync(await survey.JoinedAsync(20)), await app.KeyAsync());
        await using var participants = await app.AnotherServiceAsync();
        var requested = await participants.ListenAsync<NotificationRequested>();

        foreach (var (answered, reminded) in new[] { (0..1, 20), (1..9, 11), (9..12, 11) })
        {
            foreach (var code in codes.Values.Take(answered)) (await survey.AnswerAsync(code)).ShouldBe(HttpStatusCode.Created);
            requested.Clear();
            (await survey.PostAsync("reminders", new { again = true }))["reminded"]!.GetValue<int>().ShouldBe(reminded);
            await Eventually.Equals(reminded, () => Task.FromResult(requested.Count(r => r.ProjectId == survey.Project)));
        }
        requested.Where(r => r.ProjectId == survey.Project).Select(r => r.ParticipantId).ShouldBe(codes.Keys.Skip(9), ignoreOrder: true);
    }

    /// <remarks>Two go by post, whom staff can name: they are not told to have answered, or not.</remarks>
    [Theory]
    [InlineData("identified", 3, 2, """{"byMail":15,"byPost":2,"leftOut":[]}""")]
    [InlineData("confidential", 9, 2, null)]
    [InlineData("confidential", 9, 0, """{"byMail":11,"byPost":0,"leftOut":[]}""")]
    [InlineData("anonymous", 3, 2, """{"byMail":18,"byPost":2,"leftOut":[]}""")]
    [InlineData("anonymous", 9, 2, null)]
    public async Task Says_how_many_are_reached_where_that_tells_of_nobody_whether_they_answered(
        string mode, int answered, int byPost, string? reach)
    {
        var survey = await InvitedSurvey.OpenAsync(app, mode);
        var (codes, _) = (await survey.CodesAsync(await survey.JoinedAsync(20)), await app.KeyAsync());
        await app.TellReachAsync(survey.Project, [.. codes.Keys.Select((who, i) => (who, i < 20 - byPost ? "mail" : "post"))]);
        foreach (var code in codes.Values.Take(answered)) (await survey.AnswerAsync(code)).ShouldBe(HttpStatusCode.Created);

        var report = await survey.PostAsync("reminders", new { });

        report["reminded"].ShouldNotBeNull();
        (report["reach"]?.ToJsonString()).ShouldBe(reach);
    }

    [Fact]
    public async Task Is_refused_within_three_days_unless_meant()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        await survey.CodesAsync(await survey.JoinedAsync(10));
        await app.KeyAsync();
        (await survey.PostAsync("reminders", new { }))["reminded"]!.GetValue<int>().ShouldBe(10);

        (await survey.PostAsync("reminders", new { }, HttpStatusCode.Conflict))["type"]!.GetValue<string>()
            .ShouldBe("urn:qlab:problem:reminded-recently");
        (await survey.PostAsync("reminders", new { again = true }))["reminded"]!.GetValue<int>().ShouldBe(10);

        await using var back =
            app.Database.CreateCommand($"UPDATE surveys SET reminded_at = reminded_at - interval '3 days' WHERE id = '{survey.Id}'");
        await back.ExecuteNonQueryAsync();
        await survey.PostAsync("reminders", new { });
    }

    [Fact]
    public async Task At_the_same_moment_from_several_sides_reminds_once()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        await survey.CodesAsync(await survey.JoinedAsync(10));
        await app.KeyAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        await using var participants = await app.AnotherServiceAsync();
        var requested = await participants.ListenAsync<NotificationRequested>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(staff, $"/api/surveys/v1/surveys/{survey.Id}/reminders", new { })));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        await Eventually.Equals(10, () => Task.FromResult(requested.Count(r => r.ProjectId == survey.Project)));
        await Eventually.Equals(0L, () => app.ScalarAsync<long>("SELECT count(*) FROM outbox"));
        requested.Count(r => r.ProjectId == survey.Project).ShouldBe(10);
    }

    [Fact]
    public async Task Hands_out_codes_only_where_everybody_may_know_who_has_answered()
    {
        var anonymous = await InvitedSurvey.OpenAsync(app);
        (await anonymous.PostAsync("reminders", new { send = false }, HttpStatusCode.Conflict))["type"]!.GetValue<string>()
            .ShouldBe("urn:qlab:problem:would-tell-who-answered");

        var identified = await InvitedSurvey.OpenAsync(app, "identified");
        var codes = await identified.CodesAsync(await identified.JoinedAsync(2));
        await identified.AnswerAsync(codes.Values.First());
        var line = (await identified.PostAsync("reminders", new { send = false }))["lines"]!.AsArray().ShouldHaveSingleItem()!;
        line["participantId"]!.GetValue<Guid>().ShouldBe(codes.Keys.Last());
        (await identified.AnswerAsync(line["code"]!.GetValue<string>())).ShouldBe(HttpStatusCode.Created);
    }
}
