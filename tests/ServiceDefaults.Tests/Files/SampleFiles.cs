using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using QLab.ServiceDefaults.Files;
using SkiaSharp;

namespace QLab.ServiceDefaults.Tests.Files;

/// <summary>Files as people send them, and as nobody should.</summary>
static class SampleFiles
{
    public static readonly FileRules All = new(1024 * 1024, [.. FileType.Pictures, .. FileType.Documents, .. FileType.Recordings])
    {
        MaxPixels = 1_000_000, LongestSide = 500,
    };

    public static byte[] Pdf => [.. "%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"u8];

    public static byte[] Words(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A recording that no other test has.</summary>
    public static byte[] Sound(int length = 1000) => [.. "ID3"u8, 4, .. RandomNumberGenerator.GetBytes(length - 4)];

    public static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        return memory.ToArray();
    }

    public static byte[] Word(params (string, string)[] more) =>
        Zip([("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>"), .. more]);

    /// <summary>A picture, white with a red left half.</summary>
    public static byte[] Picture(int width, int height, SKEncodedImageFormat format)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.White);
        using var red = new SKPaint { Color = SKColors.Red };
        surface.Canvas.DrawRect(0, 0, width / 2f, height, red);
        using var image = surface.Snapshot();
        using var encoded = image.Encode(format, 90);
        return encoded.ToArray();
    }

    /// <summary>As a telephone makes it: lying on its side, with the place where it was taken.</summary>
    public static byte[] Photograph(int width, int height)
    {
        var jpeg = Picture(width, height, SKEncodedImageFormat.Jpeg);
        byte[] exif = [.. "Exif\0\0"u8, .. ExifOnItsSide(), .. "GPSLatitude 51.5246 Longitude -0.1340"u8];
        byte[] segment = [0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif];
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    /// <summary>A picture of zeros that is small to send and large to decode.</summary>
    public static byte[] Bomb(int side)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var line = new byte[1 + (side + 7) / 8];
            for (var row = 0; row < side; row++) zlib.Write(line);
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        header[8] = 1;
        return [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    public static Task<FileCheck> CheckAsync(byte[] content, string name = "file", FileRules? rules = null) =>
        AcceptedFile.CheckAsync(new FormFile(new MemoryStream(content), 0, content.Length, "file", name), rules ?? All, default);

    public static byte[] Content(AcceptedFile file)
    {
        var content = new byte[file.Size];
        file.Content.Position = 0;
        file.Content.ReadExactly(content);
        return content;
    }

    /// <summary>A TIFF directory with the tag 274 alone: turn by a quarter to the right.</summary>
    static byte[] ExifOnItsSide() => [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];

    static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[data.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(named));
        return chunk;
    }

    static uint Crc(byte[] data) => ~data.Aggregate(uint.MaxValue, (crc, letter) =>
    {
        crc ^= letter;
        for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        return crc;
    });
}
