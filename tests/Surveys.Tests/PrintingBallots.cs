using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Invitations;
using QLab.Surveys.Responses;
using QLab.Testing;

namespace QLab.Surveys.Tests;

public sealed class PrintingBallots(SurveysApp app)
{
    [Fact]
    public async Task Of_an_anonymous_survey_writes_all_that_are_unused_anew_and_codes_stay_good()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var first = await survey.CodesAsync(await survey.JoinedAsync(3));
        await ExecuteAsync($"UPDATE ballot_stocks SET handed_out = printed WHERE survey_id = '{survey.Id}'");

        var second = await survey.CodesAsync(await survey.JoinedAsync(1));

        (await app.ScalarAsync<long>($"SELECT count(DISTINCT xmin::text) FROM ballots WHERE survey_id = '{survey.Id}'")).ShouldBe(1);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM ballots WHERE survey_id = '{survey.Id}'")).ShouldBe(2_000);
        foreach (var code in first.Values.Concat(second.Values)) (await survey.AnswerAsync(code)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Goes_on_while_people_answer()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var codes = await survey.CodesAsync(await survey.JoinedAsync(12));
        var late = await survey.JoinedAsync(3);

        var answers = Task.WhenAll(codes.Values.Select(survey.AnswerAsync));
        foreach (var who in late)
        {
            await ExecuteAsync($"UPDATE ballot_stocks SET handed_out = printed WHERE survey_id = '{survey.Id}'");
            await survey.CodesAsync([who]);
        }

        (await answers).ShouldAllBe(status => status == HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("anonymous", true)]
    [InlineData("confidential", false)]
    [InlineData("identified", false)]
    public async Task Leaves_no_number_on_a_ballot_where_nobody_may_know_whose_it_is(string mode, bool numberless)
    {
        var survey = await InvitedSurvey.OpenAsync(app, mode);
        await survey.CodesAsync(await survey.JoinedAsync(2));
        (await app.ScalarAsync<bool>($"SELECT bool_and(number IS NULL) FROM ballots WHERE survey_id = '{survey.Id}'")).ShouldBe(numberless);
    }

    [Fact]
    public async Task Makes_codes_that_nobody_works_out_from_the_database_alone()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        await survey.CodesAsync(await survey.JoinedAsync(2));
        var stock = await StockAsync(survey.Id);
        var another = new ConfigurationBuilder().AddInMemoryCollection([new(BallotCodes.Setting, new string('x', 32))]).Build();
        var guess = new BallotCodes(another);

        foreach (var code in new[] { guess.Of(stock, 1), Receipt.For("1", survey.Id, stock.Secret!).ToString() })
            (await survey.AnswerAsync(code)).ShouldBe(HttpStatusCode.Conflict);
        (await survey.AnswerAsync(app.Services.GetRequiredService<BallotCodes>().Of(stock, 1))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Ends_with_the_survey_and_so_does_what_codes_follow_from()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var codes = await survey.CodesAsync(await survey.JoinedAsync(20));
        foreach (var code in codes.Values.Take(9)) await survey.AnswerAsync(code);
        using var staff = app.Client(SurveysApp.AllScopes);
        using var closed = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey.Id}/close", new { reason = "Enough." });

        await ShredAsync();

        (await StockAsync(survey.Id)).Secret.ShouldBeNull();
        (await app.ScalarAsync<long>($"SELECT count(*) FROM ballots WHERE survey_id = '{survey.Id}'")).ShouldBe(0);
        await app.EraseAsync(codes.Keys.First());
        var counts = await survey.ReadAsync("invitations/counts");
        (counts["invited"]!.GetValue<int>(), counts["answered"]!.GetValue<int>()).ShouldBe((20, 9));
    }

    [Fact]
    public async Task Takes_over_what_an_earlier_release_left_and_forgets_whose_it_was()
    {
        var survey = await InvitedSurvey.OpenAsync(app);
        var (here, key) = (await survey.JoinedAsync(3), await app.KeyAsync());
        string[] codes = [.. here.Select(_ => ReceiptCodes.New())];
        await LeaveAsEarlierAsync(survey, here, codes);

        await ShredAsync();

        (await app.ScalarAsync<bool>($"SELECT bool_and(number IS NULL) FROM ballots WHERE survey_id = '{survey.Id}'")).ShouldBeTrue();
        (await survey.AnswerAsync(codes[0])).ShouldBe(HttpStatusCode.Created);
        await using var participants = await app.AnotherServiceAsync();
        var requested = await participants.ListenAsync<NotificationRequested>();
        await survey.PostAsync("reminders", new { });
        await Eventually.Equals(3, () => Task.FromResult(requested.Count(r => here.Contains(r.ParticipantId))));
        var reminder = requested.First(r => here[1..].Contains(r.ParticipantId));
        var again = JsonNode.Parse(SealedBox.Open(reminder.Sealed!, key))!["code"]!.GetValue<string>();
        (await survey.AnswerAsync(again)).ShouldBe(HttpStatusCode.Created);
        (await survey.AnswerAsync(codes[Array.IndexOf(here, reminder.ParticipantId)]))
            .ShouldBe(HttpStatusCode.Conflict, "both are for one ballot");
    }

    [Theory]
    [InlineData("", "There is no Ballots:Secret")]
    [InlineData("short", "fewer than 32")]
    public async Task Needs_a_secret_without_which_the_service_does_not_start(string secret, string message)
    {
        var database = await Servers.NewDatabaseAsync("surveys");
        Should.Throw<InvalidOperationException>(() => Started(database, app.Broker, secret)).Message.ShouldContain(message);
        await Servers.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task Keeps_to_the_secret_that_it_began_with()
    {
        // One that starts would take messages from those who share a broker.
        var (database, broker) = (await Servers.NewDatabaseAsync("surveys"), await Servers.NewVirtualHostAsync());
        await using (await Task.Run(() => Started(database, broker, new string('a', 32)))) { }
        Should.Throw<InvalidOperationException>(() => Started(database, broker, new string('b', 32)))
            .Message.ShouldContain("is not the one");
        await Servers.DropDatabaseAsync(database);
        await Servers.DeleteVirtualHostAsync(broker);
    }

    static WebApplicationFactory<Program> Started(string database, string broker, string secret)
    {
        var started = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseSetting("ConnectionStrings:surveys-db", database);
            builder.UseSetting("ConnectionStrings:messaging", broker);
            builder.UseSetting("Auth:Issuer", TokenIssuer.Issuer);
            builder.UseSetting(BallotCodes.Setting, secret);
            builder.UseUrls("http://127.0.0.1:0");
        });
        started.UseKestrel();
        started.StartServer();
        return started;
    }

    /// <summary>What the migration makes of random codes and of invitations that named their ballots.</summary>
    async Task LeaveAsEarlierAsync(InvitedSurvey survey, Guid[] participants, string[] codes)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SurveysDb>();
        await ExecuteAsync(
            $"INSERT INTO ballot_stocks (survey_id, printed, handed_out) VALUES ('{survey.Id}', {codes.Length}, {codes.Length})");
        for (var i = 0; i < codes.Length; i++)
        {
            var ballot = new Ballot { Id = Guid.NewGuid(), SurveyId = survey.Id, Number = i + 1 };
            db.AddRange(ballot, new BallotToken { BallotId = ballot.Id, TokenHash = ReceiptCodes.HashOf(codes[i])! },
                new Invitation { Id = Guid.NewGuid(), SurveyId = survey.Id, ParticipantId = participants[i], Number = i + 1 });
        }
        await db.SaveChangesAsync();
    }

    async Task ShredAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ShredBallots>().RunAsync(default);
    }

    async Task<BallotStock> StockAsync(Guid survey)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SurveysDb>();
        return await db.BallotStocks.AsNoTracking().SingleAsync(s => s.SurveyId == survey);
    }

    async Task ExecuteAsync(string sql)
    {
        await using var command = app.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
