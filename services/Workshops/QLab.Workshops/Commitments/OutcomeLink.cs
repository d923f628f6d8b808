using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace QLab.Workshops.Commitments;

/// <summary>The link by which somebody says, without signing in, what became of what they wanted to do.</summary>
static class OutcomeLink
{
    public const string Address = "/api/workshops/v1/commitments/outcome";

    public static (string Token, byte[] Hash) New()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        return (token, HashOf(token));
    }

    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
