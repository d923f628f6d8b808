using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.ServiceDefaults.Http;

namespace QLab.Participants.Newsletter;

/// <summary>
/// Links in newsletters. The one to unsubscribe works for ever and needs nothing kept: it carries the subscription's id and a keyed
/// hash of it.
/// </summary>
sealed class NewsletterLinks(IOptions<KeyOptions> keys, IConfiguration configuration)
{
    static readonly byte[] Use = "qlab newsletter links 1"u8.ToArray();

    public string Confirm(string token) => $"{Root}/confirm?token={token}";

    public string Unsubscribe(Guid subscription) =>
        $"{Root}/unsubscribe?token={Base64Url.EncodeToString([.. subscription.ToByteArray(), .. Mac(subscription)])}";

    public Guid? ReadUnsubscribe(string token)
    {
        var bytes = new byte[48];
        if (token.Length != Base64Url.GetEncodedLength(48) || !Base64Url.TryDecodeFromChars(token, bytes, out var written) || written != 48)
            return null;
        var id = new Guid(bytes.AsSpan(0, 16));
        return CryptographicOperations.FixedTimeEquals(Mac(id), bytes.AsSpan(16)) ? id : null;
    }

    string Root => $"{configuration.PublicUrl()}/api/participants/v1/newsletter";

    byte[] Mac(Guid subscription)
    {
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(keys.Value.RequireSecret()), 32, info: Use);
        return HMACSHA256.HashData(key, subscription.ToByteArray());
    }
}
