using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace QLab.Seeds.Drawing;

/// <summary>
/// Chance that falls the same way every time: SplitMix64, begun from the name of what is drawn.
/// <see cref="Random"/> with a seed does not promise the same numbers across versions of .NET.
/// </summary>
sealed class Chance(string name)
{
    ulong state = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public int Below(int limit) => (int)(((UInt128)Next() * (uint)limit) >> 64);

    public bool Percent(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>So many different ones, in a drawn order.</summary>
    public IReadOnlyList<T> Sample<T>(IReadOnlyList<T> from, int count)
    {
        T[] items = [.. from];
        for (var i = 0; i < count; i++)
        {
            var j = i + Below(items.Length - i);
            (items[i], items[j]) = (items[j], items[i]);
        }
        return items[..count];
    }

    ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
