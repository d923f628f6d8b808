using System.Net;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using QLab.Testing.ReferenceData;

namespace QLab.Surveys.Tests;

public sealed class InvitingParticipants(SurveysApp app)
{
    [Fact]
    public async Task Gives_each_a_code_that_is_good_for_one_response_and_stands_nowhere()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var codes = await survey.CodesAsync(await survey.JoinedAsync(3));

        codes.Values.Distinct().Count().ShouldBe(3);
        (await survey.AnswerAsync(codes.Values.First())).ShouldBe(HttpStatusCode.Created);
        (await survey.AnswerAsync(codes.Values.First())).ShouldBe(HttpStatusCode.Conflict);
        (await app.Database.TracesAsync([.. codes.Values, .. codes.Values.Select(code => code.Replace("-", "", StringComparison.Ordinal))])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_of_each_what_became_of_them()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var (here, stranger) = (await survey.JoinedAsync(3), Guid.NewGuid());
        await LeaveAsync(survey, here[2]);
        await survey.InviteAsync([here[0]]);

        var report = await survey.InviteAsync([here[0], here[1], here[1], here[2], stranger]);

        report["lines"]!.AsArray()
            .Select(line => line!["outcome"]!.GetValue<string>())
            .ShouldBe(["alreadyInvited", "invited", "alreadyInvited", "left", "unknown"]);
        report["counts"]!.ToJsonString().ShouldBe("""{"invited":1,"alreadyInvited":2,"unknown":1,"left":1,"malformed":0}""");
        (await CountAsync("invitations", survey)).ShouldBe(2);
    }

    [Fact]
    public async Task Says_how_many_are_reached_and_why_others_are_not()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        await app.KeyAsync();
        var who = await survey.JoinedAsync(7);
        await app.TellReachAsync(
            survey.Project, (who[0], "mail"), (who[1], "mail"), (who[2], "post"), (who[3], "mailReturned"), (who[4], "noConsent"));
        await survey.InviteAsync([who[0]], send: true);

        var report = await survey.InviteAsync(who[..6], send: true);

        report["reach"]!.ToJsonString().ShouldBe(
            """{"byMail":1,"byPost":1,"leftOut":[{"reason":"noConsent","count":2},{"reason":"mailReturned","count":1}]}""",
            "who is invited already is not written to, and of whom nothing is known no consent is");
        (await survey.InviteAsync([who[6]]))["reach"].ShouldBeNull("nothing is sent");
    }

    [Fact]
    public async Task By_a_list_reports_line_by_line_and_gives_the_codes_as_CSV()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var ids = await survey.JoinedAsync(2);

        var (status, csv) = await survey.SendCsvAsync("invitations", $"note;participantId\r\nfirst;{ids[0]}\r\n\"a;b\";not an id\r\nlast;{ids[1]}\r\nshort\r\n", "text/csv");

        status.ShouldBe(HttpStatusCode.OK, csv);
        var lines = csv.TrimEnd().Split("\r\n");
        lines[0].ShouldBe("line,participantId,outcome,code");
        lines[1].ShouldMatch($"^2,{ids[0]},invited,[0-9A-Z-]{{23}}$");
        lines[2].ShouldBe("3,,malformed,");
        lines[3].ShouldStartWith($"4,{ids[1]},invited,");
        lines[4].ShouldBe("5,,malformed,");
        (await survey.AnswerAsync(lines[1].Split(',')[3])).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("id\n1", "/participantId")]
    [InlineData("participantId,participantId\n1,2", "/participantId")]
    [InlineData("participantId\n", "no lines")]
    public async Task By_a_list_that_is_none_is_refused_whole(string csv, string because)
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var (status, body) = await survey.SendCsvAsync("invitations", csv);
        status.ShouldBe(HttpStatusCode.BadRequest, body);
        body.ShouldContain(because);
    }

    [Fact]
    public async Task By_a_list_that_is_too_long_invites_nobody()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var ids = await survey.JoinedAsync(1);
        var (status, _) =
            await survey.SendCsvAsync("invitations", "participantId\n" + string.Concat(Enumerable.Repeat($"{ids[0]}\n", 10_001)));
        status.ShouldBe(HttpStatusCode.BadRequest);
        (await CountAsync("invitations", survey)).ShouldBe(0);
    }

    [Fact]
    public async Task At_the_same_moment_from_several_sides_invites_each_once()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var ids = await survey.JoinedAsync(40);

        var reports = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => survey.InviteAsync(ids)));

        reports.Sum(report => report["counts"]!["invited"]!.GetValue<int>()).ShouldBe(40);
        (await CountAsync("invitations", survey)).ShouldBe(40);
        (await app.UnusedBallotsAsync(survey.Id)).ShouldBe(40);
    }

    [Fact]
    public async Task By_message_seals_the_code_for_the_participants_service()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var (ids, key) = (await survey.JoinedAsync(2), await app.KeyAsync());
        await using var participants = await app.AnotherServiceAsync();
        var requested = await participants.ListenAsync<NotificationRequested>();

        var report = await survey.InviteAsync(ids, send: true);

        report["lines"]!.AsArray().ShouldAllBe(line => line!["code"] == null);
        await Eventually.Equals(2, () => Task.FromResult(requested.Count(r => ids.Contains(r.ParticipantId))));
        var message = requested.First(r => ids.Contains(r.ParticipantId));
        message.Template.ShouldBe("survey-invitation");
        message.Values.Keys.ShouldBe(["title", "surveyUrl", "mode", "minutes"], ignoreOrder: true);
        message.Values["mode"].ShouldBe("anonymous");
        message.Values["surveyUrl"].ShouldEndWith($"/surveys/{survey.Id}/page?language=en");
        var code = JsonNode.Parse(SealedBox.Open(message.Sealed!, key))!["code"]!.GetValue<string>();
        (await survey.AnswerAsync(code)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Needs_a_survey_that_is_for_the_invited_and_still_open()
    {
        var open = await InvitedSurvey.OpenAsync(app, access: "open");
        (await open.PostAsync("invitations", new { participantIds = new[] { Guid.NewGuid() } }, HttpStatusCode.Conflict))["type"]!.GetValue<string>().ShouldBe("urn:qlab:problem:survey-open-to-all");
        var survey = await InvitedSurvey.OpenAsync(app);
        using var staff = app.Client(SurveysApp.AllScopes);
        using var closed = await staff.PostAsync($"/api/surveys/v1/surveys/{survey.Id}/close", JsonContent("""{"reason":"Enough."}"""));
        (await survey.PostAsync("invitations", new { participantIds = new[] { Guid.NewGuid() } }, HttpStatusCode.Conflict))["detail"]!.GetValue<string>().ShouldContain("closed on");
    }

    [Fact]
    public async Task Shows_who_has_answered_in_an_identified_survey_alone()
    {
        var identified = await InvitedSurvey.OpenAsync(app, "identified");
        var codes = await identified.CodesAsync(await identified.JoinedAsync(2));
        await identified.AnswerAsync(codes.Values.First());
        (await identified.ReadAsync("invitations")).AsArray()
            .Single(i => i!["answered"]!.GetValue<bool>())!["participantId"]!.GetValue<Guid>().ShouldBe(codes.Keys.First());
        (await identified.ReadAsync("invitations/counts"))["answered"]!.GetValue<int>().ShouldBe(1);

        foreach (var mode in new[] { "anonymous", "confidential" })
        {
            var survey = await InvitedSurvey.OpenAsync(app, mode);
            var all = await survey.CodesAsync(await survey.JoinedAsync(20));
            await survey.AnswerAsync(all.Values.First());
            (await survey.ReadAsync("invitations")).AsArray().ShouldAllBe(i => i!["answered"] == null);
            (await survey.ReadAsync("invitations/counts"))["answered"].ShouldBeNull();
            (await survey.ReadAsync("invitations/counts"))["suppressed"]!.GetValue<bool>().ShouldBeTrue();
            (await survey.ReadAsync("invitations/counts"))["reason"]!.GetValue<string>().ShouldBe("smallNumber");
            foreach (var code in all.Values.Skip(1).Take(9)) await survey.AnswerAsync(code);
            (await survey.ReadAsync("invitations/counts"))["answered"]!.GetValue<int>().ShouldBe(10);
        }
    }

    [Fact]
    public async Task Is_not_what_an_open_survey_knows_so_it_says_that_it_cannot_tell_who_answered()
    {
        var survey = await InvitedSurvey.OpenAsync(app, access: "open");
        await SurveysApp.CreatedAsync(app.Anonymous(), $"surveys/{survey.Id}/responses", new { answers = new { role = "lived" } });

        var counts = await survey.ReadAsync("invitations/counts");

        counts["answered"].ShouldBeNull();
        counts["reason"]!.GetValue<string>().ShouldBe("openToAll");
        counts["suppressed"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Ends_when_a_participant_leaves_and_leaves_no_sign_of_who_had_answered()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var codes = await survey.CodesAsync(await survey.JoinedAsync(3));
        await survey.AnswerAsync(codes.Values.First());

        foreach (var who in codes.Keys.Take(2)) await LeaveAsync(survey, who);

        await Eventually.Equals(1L, () => CountAsync("invitations", survey));
        (await app.UnusedBallotsAsync(survey.Id)).ShouldBe(1);
        (await survey.AnswerAsync(codes.Values.ElementAt(1))).ShouldBe(HttpStatusCode.Conflict);
        (await survey.AnswerAsync(codes.Values.ElementAt(2))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Is_exported_and_erased_with_the_rest_of_somebody()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var codes = await survey.CodesAsync(await survey.JoinedAsync(2));
        var who = codes.Keys.First();
        (await app.ExportAsync(who))["invitations"]!.AsArray().ShouldHaveSingleItem()!["surveyId"]!.GetValue<Guid>().ShouldBe(survey.Id);

        await app.EraseAsync(who);

        (await app.Database.TracesAsync(who.ToString())).ShouldBeEmpty();
        (await survey.AnswerAsync(codes[who])).ShouldBe(HttpStatusCode.Conflict);
        (await CountAsync("invitations", survey)).ShouldBe(1);
    }

    static StringContent JsonContent(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    async Task LeaveAsync(InvitedSurvey survey, Guid who)
    {
        await using var participants = await app.AnotherServiceAsync();
        await participants.PublishAsync(new ParticipantLeft(survey.Project, who, DateTimeOffset.UtcNow));
        await Eventually.Equals(false, () => app.ScalarAsync<bool>($"SELECT present FROM participants WHERE id = '{who}'"));
    }

    Task<long> CountAsync(string table, InvitedSurvey survey) =>
        app.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE survey_id = '{survey.Id}'");

    [Fact]
    public async Task A_list_that_does_not_say_what_it_is_is_refused()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        using var staff = app.Client(SurveysApp.AllScopes);
        using var content = new ByteArrayContent("participantId"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "").ShouldBeTrue();
        using var refused = await staff.PostAsync($"/api/surveys/v1/surveys/{survey.Id}/invitations", content);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType, await refused.Content.ReadAsStringAsync());
    }
}
