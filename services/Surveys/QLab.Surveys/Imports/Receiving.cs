using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Transfers;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Imports;

/// <summary>
/// Streams a file through the checks into the database; no more than a line of it is in memory. Lines become visible together at the
/// end, and only when every one of them is good; how far it has come is written beside them meanwhile.
/// </summary>
sealed class Receiving(
    SurveysDb db, TransferRuns<Import, ImportState> runs, NpgsqlDataSource database, ReceiptSecret secret, TimeProvider time)
{
    const int MostLines = 1_000_000;

    /// <returns>False when a file is coming in under the same id at this moment.</returns>
    /// <exception cref="UnreadableTableException">No line, or too many, or something between them that cannot be read.</exception>
    public async Task<bool> RunAsync(
        Import import, SurveyForm form, IAsyncEnumerable<ImportedRow> rows, HashedBody body, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await using var run = await runs.TryBeginAsync(
            import, (NpgsqlConnection)db.Database.GetDbConnection(), set => set.SetProperty(i => i.Refused, 0)
                .SetProperty(i => i.ReceivedAt, import.ReceivedAt).SetProperty(i => i.Consents, import.Consents), ct);
        if (run is null) return false;

        var check = new CheckRows(import.Id, form, await ParticipantsAsync(form.Survey, ct), await secret.ReadAsync(ct), time.GetUtcNow());
        run.Noting = set => set.SetProperty(i => i.Refused, check.Refused);
        await transaction.CreateSavepointAsync("lines", ct);
        try
        {
            await db.CopyAsync(Good(rows, import, check, run, ct), ct);
        }
        catch (UnreadableTableException)
        {
            await run.DiscardAsync();
            throw;
        }
        if (check.Refused > 0) await transaction.RollbackToSavepointAsync("lines", ct);
        else if (import.DryRun) check.Refuse(await QuotaFaults.OfAsync(database, form.Survey.Id, check.Wanted, ct));

        var fingerprint = await body.FingerprintAsync(ct);
        run.Noting = set => set.SetProperty(i => i.Refused, check.Refused).SetProperty(i => i.Faults, check.Faults)
            .SetProperty(i => i.Fingerprint, fingerprint);
        if (import.DryRun) await run.SettleAsync(ImportState.Checked, db, ct);
        else if (check.Refused > 0) await run.SettleAsync(ImportState.Refused, db, ct);
        else await run.HandOnAsync(ImportState.Waiting, db, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    async Task<KnownParticipants> ParticipantsAsync(Survey survey, CancellationToken ct) => survey.Mode == SurveyMode.Anonymous
        ? new(new HashSet<Guid>(), new HashSet<Guid>())
        : new(
            await db.Participants.Where(p => p.ProjectId == survey.ProjectId).Select(p => p.Id).ToHashSetAsync(ct),
            await db.Responses.Where(r => r.SurveyId == survey.Id && r.ParticipantId != null).Select(r => r.ParticipantId!.Value)
                .ToHashSetAsync(ct));

    /// <remarks>Once a line is bad nothing will be kept; the others are checked for the report.</remarks>
    static async IAsyncEnumerable<ImportLine> Good(
        IAsyncEnumerable<ImportedRow> rows, Import import, CheckRows check, TransferRun<Import, ImportState> run,
        [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (check.Lines == MostLines)
                throw new UnreadableTableException($"The file has more than {MostLines} lines. Send it in parts.");
            var line = check.Check(row);
            if (line is not null && check.Refused == 0 && !import.DryRun) yield return line;
            await run.AdvanceAsync(ct);
        }
        if (check.Lines == 0) throw new UnreadableTableException("The file has no lines below its first one.");
    }
}
