using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Questionnaires;

/// <summary>A sound definition becomes the next version of its key, whichever way it came.</summary>
static class NextVersion
{
    /// <summary>Adds it, for the caller to save.</summary>
    /// <returns>The version, or why there is none.</returns>
    public static async Task<(Questionnaire? Added, Refusal? Refusal)> AddAsync(
        SurveysDb db, Guid id, Guid projectId, string key, Definition definition, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Questionnaires.AnyAsync(q => q.Id == id, ct)) return (null, Refusal.AlreadyExists("questionnaire", id));
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project?.Title is null) return (null, Refusal.NotKnownHere("project"));
        if (project.Closed) return (null, SurveyErrors.ProjectClosed);

        var latest = await db.Questionnaires.Where(q => q.ProjectId == projectId && q.Key == key).MaxAsync(q => (int?)q.Version, ct) ?? 0;
        var questionnaire = new Questionnaire
        {
            Id = id, ProjectId = projectId, Key = key, Version = latest + 1,
            Title = definition.PlainTitle, Definition = definition, PublishedAt = now,
        };
        db.Questionnaires.Add(questionnaire);
        return (questionnaire, null);
    }
}
