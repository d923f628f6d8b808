using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Materials;

/// <param name="FileName">What the file is called where it is saved.</param>
/// <param name="MediaType">What it is, by its content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="File">Where to fetch it.</param>
sealed record MaterialView(
    Guid Id, Guid WorkshopId, string Title, string? Credit, string? Licence, string FileName, string MediaType, long Size,
    DateTimeOffset AddedAt, string File)
{
    public static MaterialView Of(Material m, string mediaType, long size) => new(
        m.Id, m.WorkshopId, m.Title, m.Credit, m.Licence, m.FileName, mediaType, size, m.AddedAt,
        $"/api/workshops/v1/workshops/{m.WorkshopId}/materials/{m.Id}/file");
}

static class ReadMaterials
{
    public static async Task<Results<Page<MaterialView>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, WorkshopsDb db, CancellationToken ct) =>
        await db.Workshops.AnyAsync(w => w.Id == id, ct)
            ? await paging.ReadAsync(
                db.MaterialsOf(id), m => m.Material.Id, m => MaterialView.Of(m.Material, m.Content.MediaType, m.Content.Size), ct)
            : Refusal.NotFound("workshop").ToProblem();

    public static async Task<Results<Ok<MaterialView>, ProblemHttpResult>> Get(Guid id, Guid materialId, WorkshopsDb db, CancellationToken ct) =>
        await db.MaterialsOf(id).SingleOrDefaultAsync(m => m.Material.Id == materialId, ct) is { } found
            ? TypedResults.Ok(MaterialView.Of(found.Material, found.Content.MediaType, found.Content.Size))
            : Refusal.NotFound("material").ToProblem();

    public static async Task<Results<FileDownload, ProblemHttpResult>> File(
        Guid id, Guid materialId, WorkshopsDb db, FileStore files, CancellationToken ct) =>
        await db.MaterialsOf(id).SingleOrDefaultAsync(m => m.Material.Id == materialId, ct) is { } found
            ? files.Download(found.Content, found.Material.FileName)
            : Refusal.NotFound("material").ToProblem();

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
