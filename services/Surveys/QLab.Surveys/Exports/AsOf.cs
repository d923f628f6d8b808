using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Exports;

/// <summary>
/// As of when: what an earlier export was frozen at, a position, or now. Between two positions lies what one respondent did, so only where
/// it is known anyway whose each response is a position may be another than an export's.
/// </summary>
static class AsOf
{
    /// <returns>Null when there is no such export of this survey, or no such position.</returns>
    public static async Task<long?> ReadAsync(string? asOf, Survey survey, SurveysDb db, NpgsqlDataSource database, CancellationToken ct)
    {
        var exports = db.Set<Export>().Where(e => e.SurveyId == survey.Id);
        if (Guid.TryParse(asOf, out var export))
            return await exports.Where(e => e.Id == export).Select(e => (long?)e.AsOf).SingleOrDefaultAsync(ct);

        var now = await ChangeSequence.HighWaterMarkAsync(database, ct);
        if (asOf is null) return now;
        if (!long.TryParse(asOf, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || position > now) return null;
        return survey.Mode == SurveyMode.Identified || await exports.AnyAsync(e => e.AsOf == position, ct) ? position : null;
    }
}
