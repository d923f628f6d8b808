using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Toy;

/// <summary>The smallest row with a file.</summary>
public sealed class Attachment
{
    public required Guid Id { get; init; }
    public required byte[] FileHash { get; init; }
    public required string FileName { get; init; }
}

public sealed record AttachRequest([property: Required, StringLength(40)] string Name)
{
    public Guid? Id { get; init; }
}

public sealed record AttachmentView(Guid Id, string FileName);

static class AttachmentEndpoints
{
    static readonly FileRules Rules = new(8 * 1024 * 1024, [.. FileType.Pictures, .. FileType.Documents, .. FileType.Recordings])
    {
        MaxPixels = 4_000_000, LongestSide = 1000,
    };

    public static void MapAttachments(this RouteGroupBuilder api)
    {
        api.MapPost("/attachments", Attach).AllowAnonymous().TakesFile(Rules);
        api.MapGet("/attachments/{id:guid}/file", Fetch).AllowAnonymous();
        api.MapDelete("/attachments/{id:guid}", Detach).AllowAnonymous();
    }

    static async Task<Results<Created<AttachmentView>, ProblemHttpResult>> Attach(
        [FromForm] AttachRequest request, IFormFile file, ToyDb db, FileStore files, CancellationToken ct)
    {
        var check = await AcceptedFile.CheckAsync(file, Rules, ct);
        if (!check.IsAccepted) return check.Refusal.ToProblem();
        await using var transaction = await db.RequireTransactionAsync(ct);
        await files.StoreAsync(check.File, ct);
        var attachment = new Attachment { Id = request.Id ?? Guid.NewGuid(), FileHash = check.File.Hash, FileName = check.File.Name };
        db.Add(attachment);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(
            $"/api/toy/v1/attachments/{attachment.Id}/file", new AttachmentView(attachment.Id, attachment.FileName));
    }

    static async Task<Results<FileDownload, ProblemHttpResult>> Fetch(Guid id, ToyDb db, FileStore files, CancellationToken ct) =>
        await (
            from attachment in db.Set<Attachment>()
            join content in db.Set<FileContent>() on attachment.FileHash equals content.Hash
            where attachment.Id == id
            select new { attachment.FileName, content }).AsNoTracking().SingleOrDefaultAsync(ct) is { } found
            ? files.Download(found.content, found.FileName) : Refusal.NotFound("attachment").ToProblem();

    static async Task<NoContent> Detach(Guid id, ToyDb db, FileStore files, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        await db.Set<Attachment>().Where(a => a.Id == id).ExecuteDeleteAsync(ct);
        await files.DropUnreferencedAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
