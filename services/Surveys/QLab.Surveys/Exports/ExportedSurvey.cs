using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Exports;

static class ExportedSurvey
{
    public static async Task<(Survey, Definition)?> FindAsync(SurveysDb db, Guid id, CancellationToken ct)
    {
        var found = await (
            from survey in db.Surveys.AsNoTracking()
            join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
            where survey.Id == id
            select new { survey, questionnaire.Definition }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.survey, found.Definition);
    }
}
