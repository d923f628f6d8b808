using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Questionnaires.Drafts;

static class PublishDraft
{
    public static async Task<Results<Created<QuestionnaireView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, SurveysDb db, TimeProvider time, CancellationToken ct)
    {
        if (await db.QuestionnaireDrafts.SingleOrDefaultAsync(d => d.Id == id, ct) is not { } draft)
            return (await db.Questionnaires.AnyAsync(q => q.Id == id, ct) ? Refusal.AlreadyExists("questionnaire", id) : Refusal.NotFound("draft")).ToProblem();
        if (DefinitionRules.Faults(draft.Definition) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);
        var (questionnaire, refusal) = await NextVersion.AddAsync(
            db, id, draft.ProjectId, draft.Key, draft.Definition, time.GetUtcNow(), ct);
        if (refusal is not null) return refusal.ToProblem();
        db.QuestionnaireDrafts.Remove(draft);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return DraftErrors.PublishedElsewhere.ToProblem();
        }
        return TypedResults.Created($"/api/surveys/v1/questionnaires/{id}", QuestionnaireView.Of(questionnaire!));
    }
}
