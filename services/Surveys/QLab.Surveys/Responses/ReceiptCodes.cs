using System.Security.Cryptography;
using System.Text;

namespace QLab.Surveys.Responses;

/// <summary>Codes that people are given and type again; only their hashes are kept.</summary>
static class ReceiptCodes
{
    public static string New() => Receipt.New().ToString();

    /// <summary>The hash by which a code is found; null when it cannot be one.</summary>
    public static byte[]? HashOf(string? typed) =>
        Receipt.Read(typed) is { } code ? SHA256.HashData(Encoding.ASCII.GetBytes(code.Code)) : null;

    public static bool Same(string one, string other) => Receipt.Read(one) is { } code && code == Receipt.Read(other);
}
