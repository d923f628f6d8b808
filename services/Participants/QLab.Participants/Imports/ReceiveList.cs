using System.Buffers.Binary;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using QLab.Participants.Audit;
using QLab.Participants.People;
using QLab.Participants.Projects;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.Tabular;

namespace QLab.Participants.Imports;

sealed record ReceivedList(Guid Id, int Lines, ImportState State);

/// <summary>Takes a list in, whole or not at all. The body streams into the database; no more than one line of it is in memory.</summary>
static class ReceiveList
{
    const string Copy =
        "COPY import_lines (id, import_id, number, position, fields, email_key, outcome, reasons) FROM STDIN (FORMAT binary)";

    public static async Task<Results<Accepted<ReceivedList>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, [Description("Your own id for the import, so that sending it again is safe.")] Guid? id,
        HttpRequest request, ParticipantsDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (request.ContentType?.Split(';')[0].Trim().Equals("text/csv", StringComparison.OrdinalIgnoreCase) != true)
            return ImportErrors.NotCsv.ToProblem();
        var import = new Import { Id = id ?? Guid.CreateVersion7(), ProjectId = projectId, Lines = 0, ReceivedAt = time.GetUtcNow() };
        if (await db.Imports.AnyAsync(i => i.Id == import.Id, ct)) return Refusal.AlreadyExists("import", import.Id).ToProblem();
        var project = await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, ct);
        if (project is null) return Refusal.NotFound("project").ToProblem();
        if (project.IsClosed) return ProjectErrors.Closed.ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        // With an Idempotency-Key the transaction is not ours to roll back: the refusal is remembered in it. The key has read the body
        // once.
        await db.Database.CurrentTransaction!.CreateSavepointAsync("list", ct);
        if (request.Body.CanSeek) request.Body.Position = 0;
        db.Imports.Add(import);
        await audit.ChangedAsync($"import {import.Id}", ct);
        await db.SaveChangesAsync(ct);
        try
        {
            import.Lines = await CopyAsync(request.Body, import.Id, (NpgsqlConnection)db.Database.GetDbConnection(), ct);
        }
        catch (UnreadableTableException unreadable)
        {
            await db.Database.CurrentTransaction!.RollbackToSavepointAsync("list", ct);
            db.ChangeTracker.Clear();
            return TypedResults.ValidationProblem(unreadable.Faults);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Accepted($"/api/participants/v1/imports/{import.Id}", new ReceivedList(import.Id, import.Lines, import.State));
    }

    static async Task<int> CopyAsync(Stream body, Guid import, NpgsqlConnection connection, CancellationToken ct)
    {
        var position = 0;
        await using var copy = await connection.BeginBinaryImportAsync(Copy, ct);
        await foreach (var line in CsvList.ReadAsync(body, ct))
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(IdAt(++position), NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(import, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(line.Number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(position, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(JsonSerializer.Serialize(line.Fields, ParticipantsDb.JsonOptions), NpgsqlDbType.Jsonb, ct);
            // What is no address is refused when the line is checked; here it has no key.
            await copy.WriteAsync(EmailAddress.Read(line.Fields.Email)?.Key ?? "", NpgsqlDbType.Text, ct);
            await copy.WriteAsync(nameof(LineOutcome.Waiting), NpgsqlDbType.Text, ct);
            await copy.WriteAsync(JsonSerializer.Serialize(line.Faults, ParticipantsDb.JsonOptions), NpgsqlDbType.Jsonb, ct);
        }
        if (position == 0) throw new UnreadableTableException("The list has no lines below its first one.");
        await copy.CompleteAsync(ct);
        return position;
    }

    /// <summary>Ids that sort as the lines do, because lists are read in the order of their ids.</summary>
    static Guid IdAt(int position)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(bytes, position);
        RandomNumberGenerator.Fill(bytes[4..]);
        return new(bytes, bigEndian: true);
    }
}
