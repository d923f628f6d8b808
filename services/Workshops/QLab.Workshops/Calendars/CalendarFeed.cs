using System.Buffers.Text;
using System.Security.Cryptography;

namespace QLab.Workshops.Calendars;

/// <summary>
/// A web address at which a participant's calendar finds their places. Whoever has the address reads it, so only its hash stays.
/// </summary>
sealed class CalendarFeed
{
    const int TokenSize = 32;

    public required Guid Id { get; init; }
    public required Guid ParticipantId { get; init; }
    public required byte[] TokenHash { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>
    /// The workshops that it has shown: what of them is booked no more is shown as cancelled, so that it leaves the diary.
    /// </summary>
    public Guid[] Shown { get; private set; } = [];

    public static (CalendarFeed Feed, string Token) Make(Guid participant, DateTimeOffset now)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenSize));
        return (new() { Id = Guid.CreateVersion7(), ParticipantId = participant, TokenHash = HashOf(token), MadeAt = now }, token);
    }

    public static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));

    public void Show(IEnumerable<Guid> workshops) => Shown = [.. workshops];
}
