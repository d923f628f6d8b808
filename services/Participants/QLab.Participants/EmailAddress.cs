using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants;

/// <summary>Takes what <see cref="EmailAddress"/> reads, and says what is wrong with anything else.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class EmailAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string address && EmailAddress.Fault(address) is { } fault
            ? new(fault, [validationContext.MemberName!])
            : ValidationResult.Success;
}

/// <summary>
/// An e-mail address as people write them (RFC 6531), without what only serves to deceive: the one rule for every address that is taken in,
/// looked for or written to. What has been taken in is kept as it was written; two spellings with one key are one address.
/// </summary>
sealed class EmailAddress
{
    public const int Longest = 254;

    const int LongestLocalPart = 64;
    const string NotInLocalPart = "()<>[]:;,\\\"";

    readonly string local, domain;

    EmailAddress(string local, string domain) => (this.local, this.domain) = (local, domain);

    /// <summary>With its domain in ASCII (RFC 5891), as mail servers are told it.</summary>
    public string InAscii => $"{local}@{domain}";

    /// <summary>False where letters before the @ ask for a mail server that knows SMTPUTF8 (RFC 6531).</summary>
    public bool HasAsciiForm => local.All(char.IsAscii);

    /// <summary>Case does not count, and a domain counts in its ASCII form.</summary>
    public string Key => $"{local.ToLowerInvariant()}@{domain}";

    /// <summary>The address; null when it is none.</summary>
    public static EmailAddress? Read(string? text) => text is not null && Examine(text, out var address) is null ? address : null;

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    public static string? Fault(string text) => Examine(text, out _);

    /// <summary>The same of what is stored already, by whichever rule it was taken in.</summary>
    public static string KeyOf(string text)
    {
        var at = text.LastIndexOf('@');
        return at >= 0 && Ascii(text[(at + 1)..]) is { } domain ? new EmailAddress(text[..at], domain).Key : text.ToLowerInvariant();
    }

    static string? Examine(string text, out EmailAddress? address)
    {
        address = null;
        if (text.Length is 0 or > Longest) return $"An e-mail address has 1 to {Longest} characters.";
        if (!PlainText.IsPlain(text, lines: false) || text.EnumerateRunes().Any(IsInvisible))
            return "An e-mail address has no spaces and no invisible characters.";
        if (text.Split('@') is not [var local, var domain]) return "An e-mail address has one @.";
        if (local.Length is 0 or > LongestLocalPart || local.AsSpan().ContainsAny(NotInLocalPart) || HasStrayDot(local))
            return "What stands before the @ has 1 to 64 characters, dots only between others, "
                + "and no brackets, quotes, commas, colons or backslashes.";
        if (Ascii(domain) is not { } ascii || !ascii.Contains('.', StringComparison.Ordinal))
            return "What stands after the @ is no domain such as example.org.";
        // The part is not quoted: refusals are remembered for requests that are sent again.
        if (text.Split('@', '.').Any(MixesScripts))
            return "A part of the address mixes letters of scripts that look alike, such as Latin and Cyrillic. "
                + "Type it again in one script.";
        address = new(local, ascii);
        return null;
    }

    static bool HasStrayDot(string local) => local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal);

    static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control;

    static string? Ascii(string domain)
    {
        // Without ICU nothing composes a letter and its mark: such a domain would have two ASCII forms.
        if (domain.EnumerateRunes().Any(IsCombiningMark)) return null;
        try
        {
            return new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static bool IsCombiningMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark && rune.Value is >= 0x300 and <= 0x36F;

    static bool MixesScripts(string part) =>
        part.EnumerateRunes().Select(ScriptOf).Where(script => script != Script.Another).Distinct().Count() > 1;

    /// <summary>The scripts whose letters can stand in for each other.</summary>
    enum Script
    {
        Another,
        Latin,
        Greek,
        Cyrillic,
        Armenian,
        Cherokee,
    }

    static Script ScriptOf(Rune rune) => rune.Value switch
    {
        (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or 0xAA or 0xBA or (>= 0xC0 and <= 0x24F and not (0xD7 or 0xF7)) or (>= 0x250 and <= 0x2AF)
            or (>= 0x1E00 and <= 0x1EFF) or (>= 0x2C60 and <= 0x2C7F) or (>= 0xA720 and <= 0xA7FF) or (>= 0xFF21 and <= 0xFF5A) => Script.Latin,
        (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) => Script.Greek,
        (>= 0x400 and <= 0x52F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) => Script.Cyrillic,
        >= 0x530 and <= 0x58F => Script.Armenian,
        (>= 0x13A0 and <= 0x13FF) or (>= 0xAB70 and <= 0xABBF) => Script.Cherokee,
        _ => Script.Another,
    };
}
