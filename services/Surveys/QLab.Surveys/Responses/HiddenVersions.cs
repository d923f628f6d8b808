using System.Buffers.Binary;
using System.Security.Cryptography;

namespace QLab.Surveys.Responses;

/// <summary>
/// What stands in the ETag of a response, or of unfinished answers, in place of the row's version: versions are numbers of transactions,
/// so they would tell which was written before which.
/// </summary>
sealed class HiddenVersions(ReceiptSecret secret)
{
    public ValueTask<uint> OfAsync(Response response, CancellationToken ct) =>
        OfAsync(response.Id.ToByteArray(), response.RowVersion, ct);

    public ValueTask<uint> OfAsync(SavedAnswers saved, CancellationToken ct) => OfAsync(saved.CodeHash, saved.RowVersion, ct);

    async ValueTask<uint> OfAsync(byte[] id, uint version, CancellationToken ct) => BinaryPrimitives.ReadUInt32BigEndian(
        HMACSHA256.HashData(await secret.ReadAsync(ct), (byte[])[.. "etag"u8, .. id, .. BitConverter.GetBytes(version)]));
}
