using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Answering;
using QLab.Surveys.Contracts;

namespace QLab.Surveys.Surveys;

public sealed record OpenSurveyRequest(Guid QuestionnaireId, [property: Required, StringLength(200)] string Title, SurveyMode Mode)
{
    /// <summary>Your own id for the survey, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>Open to whoever has the link (the default), or with an invitation only.</summary>
    public SurveyAccess Access { get; init; }

    /// <summary>What becomes of answers to questions that are not shown: refuse (the default) or drop.</summary>
    public HiddenAnswers HiddenAnswers { get; init; }

    /// <summary>Whether a response may be changed while the survey is open.</summary>
    public bool Amendable { get; init; }

    /// <summary>No response before it.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>No response from then on.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
}

static class OpenSurvey
{
    public static async Task<Results<Created<SurveyView>, ProblemHttpResult>> Handle(
        OpenSurveyRequest request, SurveysDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Surveys.AnyAsync(s => s.Id == id, ct)) return Refusal.AlreadyExists("survey", id).ToProblem();

        var questionnaire = await db.Questionnaires.SingleOrDefaultAsync(q => q.Id == request.QuestionnaireId, ct);
        if (questionnaire is null) return Refusal.NotFound("questionnaire").ToProblem();
        var project = await db.Projects.SingleAsync(p => p.Id == questionnaire.ProjectId, ct);
        if (project.Closed) return SurveyErrors.ProjectClosed.ToProblem();

        var survey = new Survey
        {
            Id = id, ProjectId = questionnaire.ProjectId, QuestionnaireId = questionnaire.Id,
            Title = request.Title, Mode = request.Mode, Access = request.Access, HiddenAnswers = request.HiddenAnswers,
            Amendable = request.Amendable, OpensAt = request.OpensAt, ClosesAt = request.ClosesAt, OpenedAt = time.GetUtcNow(),
        };
        db.Surveys.Add(survey);
        events.Publish(new SurveyOpened(id, survey.ProjectId, survey.Version, survey.Title, survey.OpenedAt));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/surveys/v1/surveys/{id}", SurveyView.Of(survey, questionnaire, project.Simulated, survey.OpenedAt));
    }
}
