using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.Questionnaires.Answering;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Responses;

/// <summary>A survey as it was read, ready to take answers.</summary>
/// <param name="Quotas">Each quota's name and which answers it is about.</param>
sealed record SurveyForm(Survey Survey, Form Form, IReadOnlyList<(string Name, Condition? When)> Quotas)
{
    /// <summary>Whether its people and what they give are made up.</summary>
    public bool Simulated { get; init; }

    /// <summary>The quotas that a response with these answers counts in.</summary>
    public IReadOnlyList<string> QuotasOf(IReadOnlyDictionary<string, JsonElement> answers) =>
        [.. Quotas.Where(quota => Conditions.Hold(quota.When, answers)).Select(quota => quota.Name)];
}

/// <summary>
/// Surveys at hand, so that a submission reads nothing before it writes. A survey that has changed since is noticed by whoever commits,
/// by its row version, and forgotten here.
/// </summary>
sealed class SurveyForms(IServiceScopeFactory scopes)
{
    readonly ConcurrentDictionary<Guid, SurveyForm> known = new();

    public async ValueTask<SurveyForm?> FindAsync(Guid surveyId, CancellationToken ct)
    {
        if (known.TryGetValue(surveyId, out var form)) return form;
        if (await ReadAsync(surveyId, ct) is not { } read) return null;
        return known[surveyId] = read;
    }

    /// <summary>For who looks at the window and writes nothing that would notice that it has been moved.</summary>
    public async ValueTask<SurveyForm?> CurrentAsync(Guid surveyId, SurveysDb db, CancellationToken ct)
    {
        if (await FindAsync(surveyId, ct) is not { } form) return null;
        return await db.Surveys.AnyAsync(s => s.Id == surveyId && s.RowVersion == form.Survey.RowVersion, ct)
            ? form
            : await ReadAgainAsync(surveyId, ct);
    }

    public ValueTask<SurveyForm?> ReadAgainAsync(Guid surveyId, CancellationToken ct)
    {
        Forget(surveyId);
        return FindAsync(surveyId, ct);
    }

    public void Forget(Guid surveyId) => known.TryRemove(surveyId, out _);

    async Task<SurveyForm?> ReadAsync(Guid surveyId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SurveysDb>();
        var found = await (
            from survey in db.Surveys.AsNoTracking()
            join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
            join project in db.Projects on survey.ProjectId equals project.Id
            where survey.Id == surveyId
            select new { survey, questionnaire.Definition, project.Simulated }).SingleOrDefaultAsync(ct);
        if (found is null) return null;

        var quotas = await db.Quotas.AsNoTracking().Where(q => q.SurveyId == surveyId).OrderBy(q => q.Name).ToListAsync(ct);
        return new(found.survey, new(found.Definition), [.. quotas.Select(q => (q.Name, q.When is null ? null : JsonSerializer.Deserialize<Condition>(q.When, DefinitionJson.Options)))])
        {
            Simulated = found.Simulated,
        };
    }
}
