using System.Buffers;
using System.Text;

namespace QLab.ServiceDefaults.Files;

static class Utf8Texts
{
    static readonly SearchValues<char> Unwritten = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c).Except(['\t', '\n', '\f', '\r']), '\x7F']);

    /// <summary>
    /// Whether all of a file is UTF-8 that somebody could have written: no control characters but tabs and ends of lines and pages.
    /// </summary>
    public static async Task<bool> IsOneAsync(Stream file, CancellationToken ct)
    {
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        var (bytes, letters) = (new byte[16 * 1024], new char[16 * 1024 + 1]);
        file.Position = 0;
        try
        {
            while (true)
            {
                var read = await file.ReadAsync(bytes, ct);
                var decoded = decoder.GetChars(bytes.AsSpan(0, read), letters, flush: read == 0);
                if (letters.AsSpan(0, decoded).ContainsAny(Unwritten)) return false;
                if (read == 0) return true;
            }
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
