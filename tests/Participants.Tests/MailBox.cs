using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using QLab.Testing;

namespace QLab.Participants.Tests;

/// <summary>The folder into which the service under test writes its mails.</summary>
public sealed partial class MailBox
{
    public MailBox() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    };

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"qlab-mail-{Guid.NewGuid():N}");

    public string FileOf(Guid id) => Path.Combine(Folder, $"{id}.eml");

    /// <summary>The mail of a notification, once it has been sent.</summary>
    public async Task<ReceivedMail> ReadAsync(Guid id)
    {
        await Eventually.Equals(true, () => Task.FromResult(File.Exists(FileOf(id))));
        return ReceivedMail.Parse(await File.ReadAllTextAsync(FileOf(id)));
    }

    /// <summary>The newest mail to an address, once there are so many.</summary>
    public async Task<ReceivedMail> LatestToAsync(string address, int count = 1)
    {
        List<ReceivedMail> mails = [];
        await Eventually.Succeeds(() =>
        {
            mails = [.. To(address)];
            mails.Count.ShouldBe(count);
            return Task.CompletedTask;
        });
        return mails[^1];
    }

    public IEnumerable<ReceivedMail> To(string address) => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*.eml").OrderBy(File.GetLastWriteTimeUtc).Select(file => ReceivedMail.Parse(File.ReadAllText(file)))
            .Where(mail => mail["To"].EndsWith($"<{address}>", StringComparison.Ordinal))
        : [];
}

/// <summary>A mail as a mail program shows it; headers are found in any case.</summary>
public sealed partial record ReceivedMail(IReadOnlyDictionary<string, string> Headers, string Text, string Html)
{
    public string this[string header] => Headers[header];

    /// <summary>The first link of the text that holds these words.</summary>
    public string Link(string part) =>
        Address().Matches(Text).Select(m => m.Value).First(link => link.Contains(part, StringComparison.Ordinal));

    public static ReceivedMail Parse(string raw)
    {
        using var mail = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(raw)));
        var headers = mail.Headers.Concat(mail.Body!.Headers).ToDictionary(h => h.Field, h => h.Value, StringComparer.OrdinalIgnoreCase);
        var to = mail.To.Mailboxes.Single();
        headers["To"] = $"{to.Name} <{to.Address}>".TrimStart();
        return new(headers, mail.TextBody!.ReplaceLineEndings("\n"), mail.HtmlBody!.ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"https?://[^\s]+")]
    private static partial Regex Address();
}
