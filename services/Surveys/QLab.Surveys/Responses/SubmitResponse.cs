using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Answering;
using QLab.Surveys.Contracts;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

public sealed record SubmitResponseRequest([property: Required] IReadOnlyDictionary<string, JsonElement> Answers)
{
    /// <summary>Whose response it is; only in an identified survey.</summary>
    public Guid? ParticipantId { get; init; }

    /// <summary>In which of the questionnaire's languages it was given; the first when absent.</summary>
    [StringLength(35)]
    public string? Language { get; init; }
}

/// <param name="ReceiptCode">Finds the response again, to follow, amend or withdraw it. It is stored nowhere: keep it.</param>
/// <param name="Follow">Where to see what became of this contribution.</param>
sealed record SubmittedResponse(Guid Id, Guid SurveyId, DateTimeOffset SubmittedAt, string ReceiptCode, string Follow)
{
    public static SubmittedResponse Of(Response response, Receipt receipt) =>
        new(response.Id, response.SurveyId, response.SubmittedAt, receipt.ToString(), $"/api/publications/v1/lineage/contributions/{response.Id}");
}

static class SubmitResponse
{
    public static async Task<Results<Created<SubmittedResponse>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, SubmitResponseRequest request, HttpContext http, SurveysDb db, ReceiptSecret secret, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var key = IdempotencyKey.Read(http.Request);
        var receipt = key is null ? Receipt.New() : Receipt.For(key, id, await secret.ReadAsync(ct));
        if (key is not null && await First(db, id, receipt, ct) is { } first) return Again(first, receipt, request);

        var survey = await db.Surveys.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (survey is null) return Refusal.NotFound("survey").ToProblem();
        var now = time.GetUtcNow();
        if (Refuse(survey, request, http, now) is { } refusal) return refusal.ToProblem();

        var definition = await db.Questionnaires.Where(q => q.Id == survey.QuestionnaireId).Select(q => q.Definition).SingleAsync(ct);
        var check = new Form(definition).Check(request.Answers, survey.HiddenAnswers);
        if (check.Faults.Count > 0) return TypedResults.ValidationProblem(check.Faults.ToDictionary());

        var response = new Response
        {
            Id = receipt.ResponseId(id), SurveyId = id, ParticipantId = request.ParticipantId, Language = request.Language ?? definition.Languages[0],
            Perspectives = [], Answers = JsonSerializer.SerializeToDocument(check.Kept),
            SubmittedAt = survey.Mode == SurveyMode.Anonymous ? new(now.UtcDateTime.Date, TimeSpan.Zero) : now,
        };
        db.Responses.Add(response);
        events.Publish(new ResponseSubmitted(response.Id, survey.Id, survey.ProjectId, response.ParticipantId, response.SubmittedAt));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return key is not null && await First(db, id, receipt, ct) is { } winner ? Again(winner, receipt, request) : ResponseErrors.AnsweredAlready.ToProblem();
        }
        return Answer(response, receipt);
    }

    static Refusal? Refuse(Survey survey, SubmitResponseRequest request, HttpContext http, DateTimeOffset now) => survey switch
    {
        _ when !survey.IsOpen(now) => SurveyErrors.NotOpen,
        { Mode: SurveyMode.Anonymous } => request.ParticipantId is null ? null : ResponseErrors.Anonymous,
        _ when !http.User.HasScope("surveys:write") => ResponseErrors.NeedsToken,
        _ => request.ParticipantId is null ? ResponseErrors.NeedsParticipant : null,
    };

    static Task<Response?> First(SurveysDb db, Guid surveyId, Receipt receipt, CancellationToken ct)
    {
        var id = receipt.ResponseId(surveyId);
        return db.Responses.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
    }

    static Results<Created<SubmittedResponse>, ValidationProblem, ProblemHttpResult> Again(Response first, Receipt receipt, SubmitResponseRequest request) =>
        first.ParticipantId == request.ParticipantId && JsonElement.DeepEquals(first.Answers.RootElement, JsonSerializer.SerializeToElement(request.Answers))
            ? Answer(first, receipt)
            : ResponseErrors.KeyReused.ToProblem();

    static Created<SubmittedResponse> Answer(Response response, Receipt receipt) =>
        TypedResults.Created($"/api/surveys/v1/surveys/{response.SurveyId}/responses/{response.Id}", SubmittedResponse.Of(response, receipt));
}
