using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace QLab.Surveys.Exports;

/// <summary>What is said of a whole response.</summary>
static class ResponseCells
{
    const int LongestInstant = 32, IdLength = 36;

    public static void Write(Part part, in FrozenResponse response, bool daysOnly, Csv csv)
    {
        Span<byte> text = stackalloc byte[Math.Max(LongestInstant, IdLength)];
        switch (part)
        {
            case Part.ResponseId: csv.Plain(Id(response.Id, text)); break;
            case Part.SubmittedAt: csv.Plain(Instant(response.SubmittedAt, daysOnly, text)); break;
            case Part.Language: csv.Text(Encoding.UTF8.GetBytes(response.Language)); break;
            case Part.ParticipantId when response.ParticipantId is { } participant: csv.Plain(Id(participant, text)); break;
            default: csv.Blank(); break;
        }
    }

    /// <remarks>Of an anonymous response only the day is known.</remarks>
    public static ReadOnlySpan<byte> Instant(DateTime instant, bool dayOnly, Span<byte> text)
    {
        instant.TryFormat(text, out var length, dayOnly ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
        return text[..length];
    }

    public static ReadOnlySpan<byte> Id(Guid id, Span<byte> text)
    {
        Utf8Formatter.TryFormat(id, text, out var length);
        return text[..length];
    }
}
