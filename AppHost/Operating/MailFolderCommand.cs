using System.Globalization;
using System.Text;

namespace QLab.AppHost.Operating;

internal static class MailFolderCommand
{
    const int MostListed = 20;

    /// <summary>A link to a folder does not open from the dashboard's page, so this tells its path; no contents.</summary>
    public static IResourceBuilder<ProjectResource> WithMailFolderCommand(this IResourceBuilder<ProjectResource> service)
    {
        var settings = service.ApplicationBuilder.Configuration;
        return service.WithCommand("show-mail-folder", "Show mail folder", _ => Task.FromResult(Show(settings["Mail:Folder"]!)), new()
        {
            Description = "Tells where mails are written while no mail server is set, and the names of the newest",
            IconName = "MailInbox",
            UpdateState = _ => settings["Mail:Smtp:Host"] is null ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });
    }

    static ExecuteCommandResult Show(string folder)
    {
        var mails = !Directory.Exists(folder) ? [] : new DirectoryInfo(folder).GetFiles("*.eml");
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"`{folder}`\n");
        foreach (var mail in mails.OrderByDescending(m => m.LastWriteTimeUtc).Take(MostListed))
            text.Append(CultureInfo.InvariantCulture, $"\n- {mail.LastWriteTimeUtc:u} {mail.Name}");
        return CommandResults.Success($"Mails: {mails.Length}", text.ToString(), CommandResultFormat.Markdown, displayImmediately: true);
    }
}
