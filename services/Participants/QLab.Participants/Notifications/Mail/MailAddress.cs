using System.Globalization;

namespace QLab.Participants.Notifications.Mail;

/// <summary>What of an address may stand in a header and in a command (RFC 5321 §4.1.2), without its quoted forms.</summary>
static class MailAddress
{
    public const string Unusable = "The address cannot be written to a mail server.";

    public static bool IsUsable(string address) =>
        address.Length is > 2 and <= 254 && address.Count(c => c == '@') == 1 && address[0] != '@' && address[^1] != '@'
        && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || "<>()[]\\,;:\"".Contains(c, StringComparison.Ordinal));

    /// <summary>The domain in ASCII (RFC 5891); null when there is no such form.</summary>
    public static string? InAscii(string address)
    {
        var at = address.LastIndexOf('@');
        try
        {
            return $"{address[..at]}@{new IdnMapping().GetAscii(address[(at + 1)..])}";
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
