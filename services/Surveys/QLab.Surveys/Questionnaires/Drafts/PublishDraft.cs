using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Questionnaires.Drafts;

static class PublishDraft
{
    public static async Task<Results<Created<QuestionnaireView>, ValidationProblem, ProblemHttpResult>> Handle(Guid id, SurveysDb db, TimeProvider time, CancellationToken ct)
    {
        if (await db.QuestionnaireDrafts.SingleOrDefaultAsync(d => d.Id == id, ct) is not { } draft)
            return (await db.Questionnaires.AnyAsync(q => q.Id == id, ct) ? Refusal.AlreadyExists("questionnaire", id) : Refusal.NotFound("draft")).ToProblem();
        if (DefinitionRules.Faults(draft.Definition) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);
        if (await db.Projects.AnyAsync(p => p.Id == draft.ProjectId && p.Closed, ct)) return SurveyErrors.ProjectClosed.ToProblem();

        var questionnaire = new Questionnaire
        {
            Id = id, ProjectId = draft.ProjectId, Key = draft.Key, Version = await PublishQuestionnaire.NextVersionAsync(db, draft.ProjectId, draft.Key, ct),
            Title = draft.Definition.PlainTitle, Definition = draft.Definition, PublishedAt = time.GetUtcNow(),
        };
        db.Questionnaires.Add(questionnaire);
        db.QuestionnaireDrafts.Remove(draft);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return DraftErrors.PublishedElsewhere.ToProblem();
        }
        return TypedResults.Created($"/api/surveys/v1/questionnaires/{id}", QuestionnaireView.Of(questionnaire));
    }
}
