using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace QLab.Seeds.Drawing;

/// <summary>
/// Ids that are the same on every play: UUIDs of version 8 (RFC 9562 §5.8) made of a day, a place in the list and a hash of the name.
/// Lists by id show them in their order in time, before everything that gets a version 7 id today.
/// </summary>
static class SeedId
{
    public static Guid Of(DateOnly day, int ordinal, string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ordinal, 0xFFF);
        Span<byte> id = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), id);
        var milliseconds = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt64BigEndian(id, (ulong)milliseconds << 16 | 0x8000 | (uint)ordinal);
        id[8] = (byte)(id[8] & 0x3F | 0x80);
        return new(id[..16], bigEndian: true);
    }
}
