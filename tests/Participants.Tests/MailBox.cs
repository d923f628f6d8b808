using System.Text;
using System.Text.RegularExpressions;
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

/// <summary>A mail as a mail program shows it.</summary>
public sealed partial record ReceivedMail(IReadOnlyDictionary<string, string> Headers, string Text, string Html)
{
    public string this[string header] => Headers[header];

    /// <summary>The first link of the text that holds these words.</summary>
    public string Link(string part) => Address().Matches(Text).Select(m => m.Value).First(link => link.Contains(part, StringComparison.Ordinal));

    public static ReceivedMail Parse(string raw)
    {
        var (head, body) = Split(raw);
        var headers = head.Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").Select(line => line.Split(": ", 2)).ToDictionary(h => h[0], h => Words(h[1]));
        var boundary = Boundary().Match(headers["Content-Type"]).Groups[1].Value;
        var parts = body.Split($"\r\n--{boundary}").Select(part => Split(part)).Where(part => part.Body.Length > 0).ToList();
        return new(headers, Content("text/plain"), Content("text/html"));

        string Content(string type) => Unquoted(parts.Single(part => part.Head.Contains(type, StringComparison.Ordinal)).Body);
    }

    static (string Head, string Body) Split(string text) => text.Split("\r\n\r\n", 2) is [var head, var body] ? (head, body) : (text, "");

    static string Words(string value) => EncodedWord().Replace(value, word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));

    static string Unquoted(string body)
    {
        var bytes = new List<byte>();
        var joined = body.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] != '=') bytes.Add((byte)joined[i]);
            else
            {
                bytes.Add(Convert.ToByte(joined.Substring(i + 1, 2), 16));
                i += 2;
            }
        }
        return Encoding.UTF8.GetString([.. bytes]).ReplaceLineEndings("\n");
    }

    [GeneratedRegex("boundary=\"([^\"]+)\"")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]*)\?=( (?==\?utf-8))?")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"https?://[^\s]+")]
    private static partial Regex Address();
}
