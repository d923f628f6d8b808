namespace QLab.AppHost.Running;

internal static class FolderExtensions
{
    /// <summary>Without a mail server mails are files, and the first sign-in code is one of them.</summary>
    public static IResourceBuilder<ProjectResource> WithMailFolder(this IResourceBuilder<ProjectResource> service)
    {
        var builder = service.ApplicationBuilder;
        if (!builder.ExecutionContext.IsRunMode) return service;
        var folder = Path.Combine(builder.RunFolder(), "mail");
        builder.Configuration["Mail:Folder"] ??= folder;
        return service.WithEnvironment("Mail__Folder", builder.Configuration["Mail:Folder"]);
    }

    /// <summary>Who was erased is remembered where a restored backup does not reach.</summary>
    public static IResourceBuilder<ProjectResource> WithErasureJournal(this IResourceBuilder<ProjectResource> service, RunOptions options)
    {
        var builder = service.ApplicationBuilder;
        if (options.Ephemeral || !builder.ExecutionContext.IsRunMode) return service;
        var journal = builder.Configuration["Erasures:Journal"] ?? Path.Combine(builder.RunFolder(), "erasures.log");
        return service.WithEnvironment("Erasures__Journal", journal);
    }

    /// <summary>
    /// The name of a volume that belongs to the run's folder, as its password does: another folder, or a new one in the
    /// same place, has others. Aspire's own name is the same for all data of one AppHost.
    /// </summary>
    public static string? VolumeOf(this IDistributedApplicationBuilder builder, string server)
    {
        if (!builder.ExecutionContext.IsRunMode) return null;
        var file = Path.Combine(builder.RunFolder(), "volumes");
        if (!File.Exists(file)) File.WriteAllText(file, $"qlab-{Guid.NewGuid():N}"[..13]);
        return $"{File.ReadAllText(file)}-{server}";
    }
}
