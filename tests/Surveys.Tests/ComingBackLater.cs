using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using QLab.Surveys.Responses;
using static QLab.Surveys.Tests.Answering;

namespace QLab.Surveys.Tests;

public sealed class ComingBackLater(SurveysApp app)
{
    [Fact]
    public async Task Unfinished_answers_are_found_on_another_device_and_gone_once_submitted()
    {
        var survey = await app.OpenSurveyAsync();
        using var phone = app.Anonymous();
        using var library = app.Anonymous();
        using var saved = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { years = 7 } });
        var code = (await JsonAsync(saved, HttpStatusCode.Created))["resumeCode"]!.GetValue<string>();

        using var found = await SavedAsync(library, HttpMethod.Get, survey, code.ToLowerInvariant().Replace("-", " "));
        (await JsonAsync(found))["answers"]!["years"]!.GetValue<int>().ShouldBe(7);
        using var changed = await SavedAsync(
            library, HttpMethod.Put, survey, code, Whole(new { years = 8, role = "lived" }), found.Headers.ETag!.ToString());
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        using var late = await SavedAsync(phone, HttpMethod.Put, survey, code, Whole(new { years = 9 }), found.Headers.ETag!.ToString());
        await RefusedAsync(late, HttpStatusCode.PreconditionFailed, "changed-meanwhile");

        await SubmittedAsync(library, survey, new { answers = new { years = 8, role = "lived" }, resumeCode = code });

        using var gone = await SavedAsync(phone, HttpMethod.Get, survey, code);
        await RefusedAsync(gone, HttpStatusCode.NotFound, "saved-answers-not-found");
    }

    [Fact]
    public async Task What_is_half_typed_is_kept_and_says_what_is_missing()
    {
        var survey = await app.OpenSurveyAsync();
        using var phone = app.Anonymous();
        using var saved = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { years = 700 } });
        var json = await JsonAsync(saved, HttpStatusCode.Created);
        json["faults"]!.AsObject().Select(f => f.Key).ShouldBe(["/answers/years"]);
        json["answers"]!["years"]!.GetValue<int>().ShouldBe(700);

        using var unknown = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { yaers = 7 } });
        (await JsonAsync(unknown, HttpStatusCode.BadRequest))["errors"]!.AsObject().Select(f => f.Key).ShouldBe(["/answers/yaers"]);
    }

    [Fact]
    public async Task Without_the_code_nothing_is_found()
    {
        var survey = await app.OpenSurveyAsync();
        using var stranger = app.Anonymous();
        using var none = await SavedAsync(stranger, HttpMethod.Get, survey, null);
        await RefusedAsync(none, HttpStatusCode.BadRequest, "resume-code-needed");
        using var wrong = await SavedAsync(stranger, HttpMethod.Get, survey, ReceiptCodes.New());
        await RefusedAsync(wrong, HttpStatusCode.NotFound, "saved-answers-not-found");
    }

    [Fact]
    public async Task What_is_longer_than_its_question_takes_is_not_kept()
    {
        var survey = await app.OpenSurveyAsync();
        using var phone = app.Anonymous();
        using var refused =
            await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { story = new string('x', 10_001), years = 7 } });
        var problem = await JsonAsync(refused, HttpStatusCode.BadRequest);
        problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["/answers/story"]);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM saved_answers WHERE survey_id = '{survey}'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_survey_keeps_so_many_unfinished_answers_and_no_more()
    {
        var survey = await app.OpenSurveyAsync();
        await app.ScalarAsync<int>($"""
            INSERT INTO saved_answers (code_hash, survey_id, language, answers, saved_on)
            SELECT sha256(convert_to('{survey}' || n, 'UTF8')), '{survey}', 'en', '{"{}"}', CURRENT_DATE FROM generate_series(1, 10000) n
            """);
        using var phone = app.Anonymous();
        using var refused = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { years = 7 } });
        await RefusedAsync(refused, HttpStatusCode.Conflict, "too-many-saved-answers");
        using var submitted = await phone.PostAsJsonAsync(Path(survey), new { answers = Answers() });
        submitted.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_code_that_cannot_be_one_is_told_what_one_looks_like()
    {
        var survey = await app.OpenSurveyAsync();
        using var phone = app.Anonymous();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            using var typo =
                await SavedAsync(phone, method, survey, "ABCDE", method == HttpMethod.Put ? Whole(new { years = 8 }) : null, "*");
            await RefusedAsync(typo, HttpStatusCode.BadRequest, "resume-code-malformed");
            (await typo.Content.ReadAsStringAsync()).ShouldContain("7H2KQ-9MXPA-4TRVC-W8E3N");
        }
    }

    [Fact]
    public async Task Before_the_survey_opens_nothing_is_saved_and_as_soon_as_it_does_it_is()
    {
        var survey = await app.OpenSurveyAsync(more: new { opensAt = DateTimeOffset.UtcNow.AddHours(1) });
        using var phone = app.Anonymous();
        using var early = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { years = 7 } });
        await RefusedAsync(early, HttpStatusCode.Conflict, "survey-not-yet-open");

        await CorrectAsync(survey, "Earlier", opensAt: null);

        using var saved = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { years = 7 } });
        await JsonAsync(saved, HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_the_survey_is_not_open_what_was_saved_is_read_and_thrown_away_but_not_changed(bool closed)
    {
        var survey = await app.OpenSurveyAsync();
        using var phone = app.Anonymous();
        using var saved = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { years = 7 } });
        var code = (await JsonAsync(saved, HttpStatusCode.Created))["resumeCode"]!.GetValue<string>();
        if (closed) await CloseAsync(survey);
        else await CorrectAsync(survey, "Later", opensAt: DateTimeOffset.UtcNow.AddHours(1));

        using var changed = await SavedAsync(phone, HttpMethod.Put, survey, code, Whole(new { years = 8 }), "*");
        await RefusedAsync(changed, HttpStatusCode.Conflict, closed ? "survey-closed" : "survey-not-yet-open");
        using var another = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { years = 9 } });
        await RefusedAsync(another, HttpStatusCode.Conflict, closed ? "survey-closed" : "survey-not-yet-open");
        using var read = await SavedAsync(phone, HttpMethod.Get, survey, code);
        (await JsonAsync(read))["answers"]!["years"]!.GetValue<int>().ShouldBe(7);
        using var gone = await SavedAsync(phone, HttpMethod.Delete, survey, code);
        gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    static object Whole(object answers) => new { answers, language = (string?)null };

    async Task CloseAsync(Guid survey)
    {
        using var staff = app.Client(SurveysApp.AllScopes);
        using var closed = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{survey}/close", new { reason = "Enough." });
        closed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    async Task CorrectAsync(Guid survey, string title, DateTimeOffset? opensAt)
    {
        var correction = new { title, amendable = false, opensAt, closesAt = (DateTimeOffset?)null, quotas = Array.Empty<object>() };
        using var staff = app.Client(SurveysApp.AllScopes);
        using var request =
            new HttpRequestMessage(HttpMethod.Put, $"/api/surveys/v1/surveys/{survey}") { Content = JsonContent.Create(correction) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var corrected = await staff.SendAsync(request);
        corrected.StatusCode.ShouldBe(HttpStatusCode.NoContent, await corrected.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nobody_keeps_unfinished_answers_for_ever()
    {
        var survey = await app.OpenSurveyAsync();
        using var phone = app.Anonymous();
        using var saved = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { years = 7 } });
        using var kept = await SavedAsync(phone, HttpMethod.Post, survey, null, new { answers = new { years = 8 } });
        await app.ScalarAsync<int>(
            $"UPDATE saved_answers SET saved_on = saved_on - 91 WHERE survey_id = '{survey}' AND answers ->> 'years' = '7' RETURNING 1");

        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<ForgetSavedAnswers>().RunAsync(TestContext.Current.CancellationToken);

        (await app.ScalarAsync<long>($"SELECT count(*) FROM saved_answers WHERE survey_id = '{survey}'")).ShouldBe(1);
        (await app.ScalarAsync<string>($"SELECT answers ->> 'years' FROM saved_answers WHERE survey_id = '{survey}'")).ShouldBe("8");
    }
}
