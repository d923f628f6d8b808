using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

[Example("""{ "answers": { "story": "The light" }, "language": "en" }""")]
public record SaveAnswersRequest([property: Required] IReadOnlyDictionary<string, JsonElement> Answers)
{
    /// <summary>In which of the questionnaire's languages somebody answers; the first when absent.</summary>
    [StringLength(35)]
    public string? Language { get; init; }
}

/// <summary>In place of what was kept; with null as the language it stays the one that it was.</summary>
[EveryMemberRequired]
public sealed record ReplaceAnswersRequest(IReadOnlyDictionary<string, JsonElement> Answers) : SaveAnswersRequest(Answers);

/// <param name="ResumeCode">Finds the answers again on any device, sent in the header Resume-Code; told once.</param>
/// <param name="KeptUntil">The day on which unfinished answers are forgotten.</param>
/// <param name="Faults">What the answers so far would be refused for, by JSON Pointer; they are kept all the same.</param>
sealed record SavedAnswersView(
    Guid SurveyId, string? ResumeCode, string Language, JsonElement Answers, DateOnly KeptUntil,
    IReadOnlyDictionary<string, string[]> Faults);

/// <summary>Answers of somebody who goes on later: nothing about them but the code, and only the day.</summary>
static class SaveAnswers
{
    public const string Header = "Resume-Code";
    public const int KeptDays = 90;

    /// <summary>Unfinished answers of one survey: many times the people of a Lab, and few enough for one disk.</summary>
    const int MostSaved = 10_000;

    public static async Task<Results<Created<SavedAnswersView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, SaveAnswersRequest request, HttpContext http, SurveyForms surveys, SurveysDb db, SavesByAddress saves,
        HiddenVersions versions, TimeProvider time, CancellationToken ct)
    {
        if (await surveys.CurrentAsync(id, db, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (!survey.Survey.IsOpen(time.GetUtcNow())) return SurveyErrors.NotOpenAt(survey.Survey, time.GetUtcNow()).ToProblem();
        if (Unusable(survey, request) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);

        if (saves.RefusedFor(http) is { } seconds) return ResponseErrors.SavesTooOften(seconds).ToProblem();
        if (await db.SavedAnswers.CountAsync(s => s.SurveyId == id, ct) >= MostSaved) return ResponseErrors.TooManySaved.ToProblem();

        var code = ReceiptCodes.New();
        var saved = new SavedAnswers
        {
            CodeHash = ReceiptCodes.HashOf(code)!, SurveyId = id, Language = request.Language ?? survey.Form.Definition.Languages[0],
            Answers = JsonSerializer.SerializeToDocument(request.Answers), SavedOn = Today(time),
        };
        db.SavedAnswers.Add(saved);
        await db.SaveChangesAsync(ct);
        http.SetETag(await versions.OfAsync(saved, ct));
        return TypedResults.Created($"/api/surveys/v1/surveys/{id}/saved-answers", View(saved, survey, code));
    }

    public static async Task<Results<Ok<SavedAnswersView>, ProblemHttpResult>> Get(
        Guid id, HttpContext http, SurveyForms surveys, SurveysDb db, HiddenVersions versions, CancellationToken ct)
    {
        if (await surveys.FindAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (ReceiptCodes.HashOf(http.Request.Headers[Header]) is not { } hash) return ResponseErrors.NoResumeCodeIn(http).ToProblem();
        if (await db.SavedAnswers.AsNoTracking().SingleOrDefaultAsync(s => s.CodeHash == hash && s.SurveyId == id, ct) is not { } saved)
            return Refusal.NotFound("saved answers").ToProblem();
        http.SetETag(await versions.OfAsync(saved, ct));
        return TypedResults.Ok(View(saved, survey, null));
    }

    /// <remarks>What cannot be submitted now is not changed either; until it is forgotten it can be read, and thrown away.</remarks>
    public static async Task<Results<Ok<SavedAnswersView>, ValidationProblem, ProblemHttpResult>> Replace(
        Guid id, ReplaceAnswersRequest request, IfMatch ifMatch, HttpContext http, SurveyForms surveys, SurveysDb db,
        HiddenVersions versions, TimeProvider time, CancellationToken ct)
    {
        if (await surveys.CurrentAsync(id, db, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        if (!survey.Survey.IsOpen(time.GetUtcNow())) return SurveyErrors.NotOpenAt(survey.Survey, time.GetUtcNow()).ToProblem();
        if (ReceiptCodes.HashOf(http.Request.Headers[Header]) is not { } hash) return ResponseErrors.NoResumeCodeIn(http).ToProblem();
        if (Unusable(survey, request) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);
        if (await db.SavedAnswers.SingleOrDefaultAsync(s => s.CodeHash == hash && s.SurveyId == id, ct) is not { } saved)
            return Refusal.NotFound("saved answers").ToProblem();

        saved.Answers = JsonSerializer.SerializeToDocument(request.Answers);
        saved.Language = request.Language ?? saved.Language;
        saved.SavedOn = Today(time);
        ifMatch.Guard(db, saved, await versions.OfAsync(saved, ct));
        await db.SaveChangesAsync(ct);
        http.SetETag(await versions.OfAsync(saved, ct));
        return TypedResults.Ok(View(saved, survey, null));
    }

    /// <remarks>Somebody may want unfinished answers gone whatever another device has just saved: no If-Match.</remarks>
    public static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, HttpContext http, SurveysDb db, CancellationToken ct)
    {
        if (ReceiptCodes.HashOf(http.Request.Headers[Header]) is not { } hash) return ResponseErrors.NoResumeCodeIn(http).ToProblem();
        return await db.SavedAnswers.Where(s => s.CodeHash == hash && s.SurveyId == id).ExecuteDeleteAsync(ct) > 0
            ? TypedResults.NoContent() : Refusal.NotFound("saved answers").ToProblem();
    }

    /// <summary>What is half typed may be kept; what belongs to no question would be lost without a word.</summary>
    static Dictionary<string, string[]> Unusable(SurveyForm survey, SaveAnswersRequest request)
    {
        var faults = (
            from answer in request.Answers
            let fault = survey.Form.UnfinishedFault(answer.Key, answer.Value)
            where fault is not null
            select KeyValuePair.Create($"/answers/{answer.Key}", new[] { fault })).ToDictionary();
        if (request.Language is { } language && !survey.Form.Definition.Languages.Contains(language))
            faults["/language"] =
                [$"The questionnaire has no such language; it has: {string.Join(", ", survey.Form.Definition.Languages)}."];
        return faults;
    }

    static SavedAnswersView View(SavedAnswers saved, SurveyForm survey, string? code)
    {
        var answers = saved.Answers.RootElement;
        var check = survey.Form.Check(
            answers.EnumerateObject().ToDictionary(a => a.Name, a => a.Value), survey.Survey.HiddenAnswers, unfinished: true);
        return new(survey.Survey.Id, code, saved.Language, answers, saved.SavedOn.AddDays(KeptDays), check.Faults);
    }

    static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}

/// <summary>
/// How often unfinished answers may be saved anew from one client address: <c>Surveys:SavesAnHour</c>, 300 when not set, since a whole
/// trust can sit behind one address.
/// </summary>
sealed class SavesByAddress(IConfiguration configuration)
    : LimitByAddress(configuration.GetValue("Surveys:SavesAnHour", 300), TimeSpan.FromHours(1));

/// <summary>Takes out answers that nobody came back for.</summary>
sealed class ForgetSavedAnswers(NpgsqlDataSource database, TimeProvider time) : IPeriodicWork
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("DELETE FROM saved_answers WHERE saved_on < $1");
        command.Parameters.Add(new() { Value = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-SaveAnswers.KeptDays) });
        await command.ExecuteNonQueryAsync(ct);
    }
}
