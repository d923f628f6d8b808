using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Exports;

/// <summary>As of when: what an earlier export was frozen at, a position, or now.</summary>
static class AsOf
{
    /// <returns>Null when there is no such export of this survey, or the position has not been reached.</returns>
    public static async Task<long?> ReadAsync(string? asOf, Guid surveyId, SurveysDb db, NpgsqlDataSource database, CancellationToken ct)
    {
        if (Guid.TryParse(asOf, out var export))
            return await db.Set<Export>()
                .Where(e => e.Id == export && e.SurveyId == surveyId)
                .Select(e => (long?)e.AsOf)
                .SingleOrDefaultAsync(ct);

        var now = await ChangeSequence.HighWaterMarkAsync(database, ct);
        if (asOf is null) return now;
        return long.TryParse(asOf, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position <= now ? position : null;
    }
}
