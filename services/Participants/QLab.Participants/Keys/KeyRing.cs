using Microsoft.IdentityModel.Tokens;

namespace QLab.Participants.Keys;

sealed record RingKey(ECDsaSecurityKey Key, DateTimeOffset SignsFrom);

/// <summary>Which key signs and which are published at a moment. Each key signs until the next one does.</summary>
sealed class KeyRing(IEnumerable<RingKey> keys, TimeSpan keptAfter)
{
    readonly RingKey[] keys = [.. keys.OrderBy(key => key.SignsFrom)];

    /// <remarks>The first key of all signs even before its time: another replica's clock may be ahead.</remarks>
    public ECDsaSecurityKey Signing(DateTimeOffset now) => (keys.LastOrDefault(key => key.SignsFrom <= now) ?? keys[0]).Key;

    public IReadOnlyList<ECDsaSecurityKey> Published(DateTimeOffset now) =>
        [.. keys.Where((_, i) => i == keys.Length - 1 || now < RetiresAt(i)).Select(key => key.Key)];

    public bool IsRotating(DateTimeOffset now) => keys[^1].SignsFrom > now;

    DateTimeOffset RetiresAt(int index) => keys[index + 1].SignsFrom + keptAfter;
}
