namespace QLab.ServiceDefaults.Files;

/// <summary>Tells the type of a file by what it begins with and, where a beginning is easily forged, by the rest of it.</summary>
static class FileSignatures
{
    /// <remarks>
    /// MP4 is known by its brand: other members of that family are pictures that may say where they were taken (HEIC, AVIF), and nothing
    /// here can make those anew.
    /// </remarks>
    static readonly (FileType Type, int At, byte[] Bytes)[] Known =
    [
        (FileType.Jpeg, 0, [0xFF, 0xD8, 0xFF]),
        (FileType.Png, 0, [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']),
        (FileType.WebP, 8, [.. "WEBPVP8"u8]),
        (FileType.Pdf, 0, [.. "%PDF-"u8]),
        (FileType.Mp3, 0, [.. "ID3"u8, 2]), (FileType.Mp3, 0, [.. "ID3"u8, 3]), (FileType.Mp3, 0, [.. "ID3"u8, 4]),
        (FileType.Mp3, 0, [0xFF, 0xFB]), (FileType.Mp3, 0, [0xFF, 0xF3]), (FileType.Mp3, 0, [0xFF, 0xF2]),
        (FileType.Mp4, 4, [.. "ftypiso"u8]), (FileType.Mp4, 4, [.. "ftypmp4"u8]),
        (FileType.Mp4, 4, [.. "ftypM4A "u8]), (FileType.Mp4, 4, [.. "ftypM4V "u8]),
        (FileType.WebM, 0, [0x1A, 0x45, 0xDF, 0xA3]),
    ];

    const int LongestSignature = 16, EndOfPdf = 1024;

    /// <returns>The type, and null for every file that is of none.</returns>
    public static async Task<FileType?> TypeOfAsync(Stream file, CancellationToken ct)
    {
        var start = new byte[LongestSignature];
        file.Position = 0;
        var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        if (ZipArchives.IsOne(start)) return ZipArchives.TypeOf(file, await EndAsync(file, ct));
        if (IsWave(start)) return FileType.Wav;
        var type = Known.FirstOrDefault(known => start.AsSpan(known.At).StartsWith(known.Bytes)).Type;
        return type is not null || length == 0 ? type : await Utf8Texts.IsOneAsync(file, ct) ? FileType.Text : null;
    }

    /// <remarks>Between the two stands the length, which recorders that were cut off leave at nothing.</remarks>
    static bool IsWave(byte[] start) => start.AsSpan().StartsWith("RIFF"u8) && start.AsSpan(8).StartsWith("WAVE"u8);

    /// <summary>
    /// Whether what is served as it came ends as its type does, with nothing of another type behind it: a PDF with an archive at its end
    /// opens as both.
    /// </summary>
    public static async Task<bool> IsWholeAsync(Stream file, FileType type, CancellationToken ct)
    {
        if (type != FileType.Pdf) return true;
        var end = await EndAsync(file, ct);
        return end.AsSpan(Math.Max(0, end.Length - EndOfPdf)).IndexOf("%%EOF"u8) >= 0 && !ZipArchives.EndsIn(end);
    }

    static async Task<byte[]> EndAsync(Stream file, CancellationToken ct)
    {
        var end = new byte[Math.Min(file.Length, ZipArchives.LongestEnd)];
        file.Position = file.Length - end.Length;
        await file.ReadExactlyAsync(end, ct);
        return end;
    }
}
