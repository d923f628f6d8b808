using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace QLab.Participants.Clients;

/// <summary>Client secrets: made here from 256 random bits, kept only as PBKDF2-HMAC-SHA-512.</summary>
static class Secret
{
    const int Iterations = 210_000, SaltSize = 16, HashSize = 64;
    const string Scheme = "pbkdf2-sha512";

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Scheme, iterations, salt and hash in one text, so that a later build can ask for more iterations.</summary>
    public static string Hash(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(secret, salt, Iterations))}");
    }

    public static bool Matches(string secret, string hash)
    {
        var parts = hash.Split('$');
        if (parts is not [Scheme, _, _, _]) return false;
        var derived = Derive(secret, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(parts[3]));
    }

    static byte[] Derive(string secret, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, iterations, HashAlgorithmName.SHA512, HashSize);
}
