using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.Surveys.Coding;

namespace QLab.Surveys.Responses;

/// <summary>What every change of a response that is on disk has in common; each runs in a transaction of the caller's.</summary>
static class ResponseChanges
{
    /// <summary>Reads a response so that nobody else changes it before the commit.</summary>
    public static async Task<Response?> LockAsync(SurveysDb db, Guid responseId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlRawAsync(ChangeSequence.WriteLockSql, ct);
        return await db.Responses.FromSql($"SELECT r.*, r.xmin FROM responses r WHERE id = {responseId} FOR UPDATE")
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Gives it the next position, so that readers come by it again.</summary>
    public static async Task<long> MoveAsync(SurveysDb db, Guid responseId, CancellationToken ct) =>
        (await db.Database.SqlQuery<long>($"UPDATE responses SET position = DEFAULT WHERE id = {responseId} RETURNING position").ToListAsync(ct)).Single();

    /// <summary>Takes its answers out of quotas, or puts them in.</summary>
    /// <exception cref="PostgresException">A check violation: a quota is full.</exception>
    public static Task CountAsync(SurveysDb db, SurveyForm survey, IReadOnlyDictionary<string, JsonElement> answers, int by, CancellationToken ct) =>
        QuotaLocks.CountAsync(
            (NpgsqlConnection)db.Database.GetDbConnection(), survey.QuotasOf(answers).Select(name => (survey.Survey.Id, name)), by, ct);

    /// <summary>Takes away what was coded in its words, before they go.</summary>
    public static Task UncodeAsync(SurveysDb db, Response response, DateTimeOffset now, CancellationToken ct) =>
        Uncoding.UncodeAsync((NpgsqlConnection)db.Database.GetDbConnection(), [response.Id], now, ct);

    public static Dictionary<string, JsonElement> AnswersOf(Response response) =>
        response.Answers.RootElement.EnumerateObject().ToDictionary(a => a.Name, a => a.Value);
}
