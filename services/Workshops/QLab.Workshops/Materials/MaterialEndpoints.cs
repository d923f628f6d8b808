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
        materials.MapDelete("{materialId:guid}", RemoveMaterial.Handle)
            .RequireScope("workshops:write")
            .WithSummary("Removes it with its file");
    }
}
