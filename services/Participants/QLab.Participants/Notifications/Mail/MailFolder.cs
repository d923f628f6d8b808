using Microsoft.Extensions.Options;

namespace QLab.Participants.Notifications.Mail;

/// <summary>Writes each mail as a file named after its notification: the file is there whole or not at all, and never twice.</summary>
/// <remarks>The mails hold names, addresses and codes, so the folder belongs to the account of the service alone.</remarks>
sealed class MailFolder(IOptions<MailOptions> options) : IMailDelivery
{
    const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly string folder = Path.GetFullPath(options.Value.Folder);

    public async Task<DeliveryResult> DeliverAsync(Guid id, OutgoingMail mail, CancellationToken ct)
    {
        if (EmailAddress.Read(mail.ToAddress) is not { } to) return DeliveryResult.Unusable;
        if (File.Exists(FileOf(id))) return DeliveryResult.Delivered;
        var unfinished = Path.Combine(folder, $"{Unfinished(id)}{Guid.NewGuid():N}");
        try
        {
            await using (var file = New(unfinished))
            {
                await MimeMail.Of(id, to, mail, options.Value).WriteToAsync(MimeMail.Format, file, ct);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, FileOf(id), overwrite: true);
            return DeliveryResult.Delivered;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            return new(DeliveryKind.Deferred, "The mail folder cannot be written to.");
        }
    }

    public ValueTask<bool?> HasArrivedAsync(Guid id)
    {
        Remove($"{Unfinished(id)}*");
        return ValueTask.FromResult<bool?>(File.Exists(FileOf(id)));
    }

    public ValueTask ForgetAsync(IReadOnlyCollection<Guid> ids)
    {
        foreach (var id in ids) Remove($"{Unfinished(id)}*", $"{id}.eml");
        return ValueTask.CompletedTask;
    }

    FileStream New(string path)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else
        {
            Directory.CreateDirectory(folder, Own | UnixFileMode.UserExecute);
            how.UnixCreateMode = Own;
        }
        return new(path, how);
    }

    void Remove(params string[] patterns)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in patterns.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern))) File.Delete(file);
    }

    static string Unfinished(Guid id) => $".{id}.";

    string FileOf(Guid id) => Path.Combine(folder, $"{id}.eml");
}
