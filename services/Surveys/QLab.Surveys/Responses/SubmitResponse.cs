using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Surveys.Contracts;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

public sealed record SubmitResponseRequest([property: Required] IReadOnlyDictionary<string, JsonElement> Answers)
{
    /// <summary>Whose response it is; only in an identified survey.</summary>
    public Guid? ParticipantId { get; init; }
}

/// <param name="Follow">Where to see what became of this contribution.</param>
sealed record SubmittedResponse(Guid Id, Guid SurveyId, DateTimeOffset SubmittedAt, string Follow)
{
    public static SubmittedResponse Of(Response response) =>
        new(response.Id, response.SurveyId, response.SubmittedAt, $"/api/publications/v1/lineage/contributions/{response.Id}");
}

static class SubmitResponse
{
    public static async Task<Results<Created<SubmittedResponse>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, SubmitResponseRequest request, HttpContext http, SurveysDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var key = IdempotencyKey.Read(http.Request) is { } text ? SHA256.HashData(Encoding.UTF8.GetBytes(text)) : null;
        if (key is not null && await First(db, id, key, ct) is { } first) return Again(first, request);

        var survey = await db.Surveys.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (survey is null) return Refusal.NotFound("survey").ToProblem();
        if (Refuse(survey, request, http) is { } refusal) return refusal.ToProblem();

        var questions = await db.Questionnaires.Where(q => q.Id == survey.QuestionnaireId).Select(q => q.Questions).SingleAsync(ct);
        var faults = AnswerRules.Faults(questions, request.Answers);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var response = Response.To(survey, request.ParticipantId, key, JsonSerializer.SerializeToDocument(request.Answers), time.GetUtcNow());
        db.Responses.Add(response);
        events.Publish(new ResponseSubmitted(response.Id, survey.Id, survey.ProjectId, response.ParticipantId, response.SubmittedAt));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return key is not null && await First(db, id, key, ct) is { } winner ? Again(winner, request) : ResponseErrors.AnsweredAlready.ToProblem();
        }
        return Answer(response);
    }

    static Refusal? Refuse(Survey survey, SubmitResponseRequest request, HttpContext http) => survey switch
    {
        { IsOpen: false } => SurveyErrors.NotOpen,
        { Mode: SurveyMode.Anonymous } => request.ParticipantId is null ? null : ResponseErrors.Anonymous,
        _ when !http.User.HasScope("surveys:write") => ResponseErrors.NeedsToken,
        _ => request.ParticipantId is null ? ResponseErrors.NeedsParticipant : null,
    };

    static Task<Response?> First(SurveysDb db, Guid surveyId, byte[] key, CancellationToken ct) =>
        db.Responses.AsNoTracking().SingleOrDefaultAsync(r => r.SurveyId == surveyId && r.SubmissionKey == key, ct);

    static Results<Created<SubmittedResponse>, ValidationProblem, ProblemHttpResult> Again(Response first, SubmitResponseRequest request) =>
        first.ParticipantId == request.ParticipantId && JsonElement.DeepEquals(first.Answers.RootElement, JsonSerializer.SerializeToElement(request.Answers))
            ? Answer(first)
            : ResponseErrors.KeyReused.ToProblem();

    static Created<SubmittedResponse> Answer(Response response) =>
        TypedResults.Created($"/api/surveys/v1/surveys/{response.SurveyId}/responses/{response.Id}", SubmittedResponse.Of(response));
}
