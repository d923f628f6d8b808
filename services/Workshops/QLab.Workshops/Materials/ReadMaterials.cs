using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Materials;

/// <param name="FileName">What the file is called where it is saved.</param>
/// <param name="MediaType">What it is, by its content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="File">Where to fetch it.</param>
/// <param name="Audience">Who may download it.</param>
sealed record MaterialView(
    Guid Id, Guid WorkshopId, string Title, string? Credit, string? Licence, string FileName, string MediaType, long Size,
    DateTimeOffset AddedAt, string File, Audience Audience)
{
    public static MaterialView Of(Material m, string mediaType, long size) => new(
        m.Id, m.WorkshopId, m.Title, m.Credit, m.Licence, m.FileName, mediaType, size, m.AddedAt,
        $"/api/workshops/v1/workshops/{m.WorkshopId}/materials/{m.Id}/file", m.Audience);
}

/// <summary>A material as those see it who may download it.</summary>
/// <param name="File">Where to fetch it.</param>
sealed record DownloadView(
    Guid Id, string Title, string? Credit, string? Licence, string FileName, string MediaType, long Size, DateTimeOffset AddedAt,
    string File)
{
    public static DownloadView Of(Material m, string mediaType, long size) => new(
        m.Id, m.Title, m.Credit, m.Licence, m.FileName, mediaType, size, m.AddedAt,
        $"/api/workshops/v1/workshops/{m.WorkshopId}/downloads/{m.Id}");
}

static class ReadMaterials
{
    public static async Task<Results<Page<MaterialView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, WorkshopsDb db, CancellationToken ct) =>
        await db.Workshops.AnyAsync(w => w.Id == id, ct)
            ? await paging.ReadAsync(
                db.MaterialsOf(id), m => m.Material.Id, m => MaterialView.Of(m.Material, m.Content.MediaType, m.Content.Size), ct)
            : Refusal.NotFound("workshop").ToProblem();

    public static async Task<Results<Ok<MaterialView>, ProblemHttpResult>> Get(
        Guid id, Guid materialId, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        if (await db.MaterialsOf(id).SingleOrDefaultAsync(m => m.Material.Id == materialId, ct) is not { } found)
            return Refusal.NotFound("material").ToProblem();
        http.SetETag(found.Material.RowVersion);
        return TypedResults.Ok(MaterialView.Of(found.Material, found.Content.MediaType, found.Content.Size));
    }

    public static async Task<Results<FileDownload, ProblemHttpResult>> File(
        Guid id, Guid materialId, WorkshopsDb db, FileStore files, CancellationToken ct) =>
        await db.MaterialsOf(id).SingleOrDefaultAsync(m => m.Material.Id == materialId, ct) is { } found
            ? files.Download(found.Content, found.Material.FileName)
            : Refusal.NotFound("material").ToProblem();

    public static async Task<Results<Page<DownloadView>, ProblemHttpResult>> Downloads(
        Guid id, [AsParameters] Paging paging, WorkshopsDb db, ClaimsPrincipal reader, CancellationToken ct) =>
        await db.Workshops.ShownTo(reader).AnyAsync(w => w.Id == id, ct)
            ? await paging.ReadAsync(
                db.MaterialsFor(reader, id), m => m.Material.Id, m => DownloadView.Of(m.Material, m.Content.MediaType, m.Content.Size), ct)
            : Refusal.NotFound("workshop").ToProblem();

    public static async Task<Results<FileDownload, ProblemHttpResult>> Download(
        Guid id, Guid materialId, WorkshopsDb db, FileStore files, ClaimsPrincipal reader, CancellationToken ct) =>
        await db.MaterialsFor(reader, id).SingleOrDefaultAsync(m => m.Material.Id == materialId, ct) is { } found
            ? files.Download(found.Content, found.Material.FileName)
            : Refusal.NotFound("material").ToProblem();

    /// <summary>What somebody may download: what is for everybody, and where they have a place what is for those who are booked.</summary>
    static IQueryable<MaterialWithContent> MaterialsFor(this WorkshopsDb db, ClaimsPrincipal reader, Guid workshopId)
    {
        if (reader.ActsForLab("workshops:read")) return db.MaterialsOf(workshopId);
        List<Guid> mine = [.. reader.ParticipantIds()];
        return db.MaterialsOf(workshopId).Where(m => db.Workshops.Any(w => w.Id == workshopId && !w.Draft)
            && (m.Material.Audience == Audience.Everybody || (m.Material.Audience == Audience.Booked
                && db.Bookings.Any(b => b.WorkshopId == workshopId && mine.Contains(b.ParticipantId)))));
    }

    static IQueryable<MaterialWithContent> MaterialsOf(this WorkshopsDb db, Guid workshopId) =>
        from material in db.Materials.AsNoTracking()
        join content in db.Set<FileContent>() on material.FileHash equals content.Hash
        where material.WorkshopId == workshopId
        select new MaterialWithContent { Material = material, Content = content };

    sealed class MaterialWithContent
    {
        public required Material Material { get; init; }
        public required FileContent Content { get; init; }
    }
}
