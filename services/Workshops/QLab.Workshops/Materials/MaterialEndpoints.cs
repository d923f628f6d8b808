using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Security;

namespace QLab.Workshops.Materials;

static class MaterialEndpoints
{
    const int LargestFile = 100 * 1024 * 1024;

    public static FileRules Files { get; } = new(LargestFile, [.. FileType.Documents, .. FileType.Pictures, .. FileType.Recordings]);

    public static void MapMaterials(this RouteGroupBuilder api)
    {
        var materials = api.MapGroup("/workshops/{id:guid}/materials")
            .WithTag("Materials", "Slides, templates, recordings and pictures of a workshop, to be downloaded.");
        materials.MapPost("", AddMaterial.Handle).RequireScope("workshops:write").TakesFile(Files).WithSummary("Adds a file");
        materials.MapGet("", ReadMaterials.List).RequireScope("workshops:read").WithSummary("What there is to download");
        materials.MapGet("{materialId:guid}", ReadMaterials.Get)
            .RequireScope("workshops:read")
            .WithSummary("One material, without its file");
        materials.MapGet("{materialId:guid}/file", ReadMaterials.File).RequireScope("workshops:read").WithName("downloadMaterial")
            .WithSummary("Its file: whole, or a range of it");
        materials.MapPut("{materialId:guid}", DescribeMaterial.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Says what it is called, whose it is and who may download it");
        materials.MapDelete("{materialId:guid}", RemoveMaterial.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Removes it with its file");

        var downloads = api.MapGroup("/workshops/{id:guid}/downloads").WithTags("Materials").AllowAnonymous();
        downloads.MapGet("", ReadMaterials.Downloads).WithName("listDownloads")
            .WithSummary("What you may download: what is for everybody, and where you have a place what is for those who are booked");
        downloads.MapGet("{materialId:guid}", ReadMaterials.Download).WithName("download").WithSummary("A file: whole, or a range of it");
    }
}
