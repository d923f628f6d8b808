using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
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
            import.Lines = await db.CopyAsync(LinesAsync(request.Body, import.Id, ct), ct);
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

    static async IAsyncEnumerable<ImportLine> LinesAsync(Stream body, Guid import, [EnumeratorCancellation] CancellationToken ct)
    {
        var position = 0;
        await foreach (var line in CsvList.ReadAsync(body, ct))
            yield return new()
            {
                Id = IdAt(++position), ImportId = import, Number = line.Number, Position = position, Fields = line.Fields,
                // What is no address is refused when the line is checked; here it has no key.
                EmailKey = EmailAddress.Read(line.Fields.Email)?.Key ?? "", Reasons = line.Faults,
            };
        if (position == 0) throw new UnreadableTableException("The list has no lines below its first one.");
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
