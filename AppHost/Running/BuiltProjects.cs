namespace QLab.AppHost.Running;

internal static class BuiltProjectExtensions
{
    /// <summary>Runs what the build made, without a <c>dotnet run</c> in between.</summary>
    public static IResourceBuilder<ProjectResource> RunFromOutput(this IResourceBuilder<ProjectResource> project)
    {
        if (!project.ApplicationBuilder.ExecutionContext.IsRunMode) return project;
        var path = project.Resource.GetProjectMetadata().ProjectPath;
        var folder = Path.GetDirectoryName(path)!;
        // …/bin/Debug/net10.0/
        var output = AppContext.BaseDirectory.Split("/bin/")[^1];
        return project.WithAnnotation(new ExecutableAnnotation
        {
            Command = Path.Combine(folder, "bin", output, Path.GetFileNameWithoutExtension(path)), WorkingDirectory = folder,
        });
    }
}
