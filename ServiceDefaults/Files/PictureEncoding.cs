using QLab.ServiceDefaults.Problems;
using SkiaSharp;

namespace QLab.ServiceDefaults.Files;

/// <summary>
/// Makes a picture anew from its points, upright and not larger than wanted: what else the file held (where and when it was taken, by whom,
/// a smaller picture of what was cut away, a file of another type behind it) is not in the new one.
/// </summary>
static class PictureEncoding
{
    const int Quality = 88;

    /// <summary>A large picture takes 200 MB while it is made anew.</summary>
    static readonly SemaphoreSlim FewAtATime = new(2);

    static readonly Dictionary<SKEncodedImageFormat, FileType> Types = new()
    {
        [SKEncodedImageFormat.Jpeg] = FileType.Jpeg, [SKEncodedImageFormat.Png] = FileType.Png, [SKEncodedImageFormat.Webp] = FileType.WebP,
    };

    public static async Task<(MemoryStream? Picture, Refusal? Refusal)> EncodeAnewAsync(
        Stream file, FileType type, FileRules rules, CancellationToken ct)
    {
        await FewAtATime.WaitAsync(ct);
        try
        {
            file.Position = 0;
            return await Task.Run(() => EncodeAnew(file, type, rules), ct);
        }
        finally
        {
            FewAtATime.Release();
        }
    }

    static (MemoryStream? Picture, Refusal? Refusal) EncodeAnew(Stream file, FileType type, FileRules rules)
    {
        using var codec = SKCodec.Create(file);
        if (codec is null || Types.GetValueOrDefault(codec.EncodedFormat) != type) return (null, FileErrors.Damaged);
        // The size is read from the first bytes. A few kilobytes can claim, and fill, gigabytes.
        if ((long)codec.Info.Width * codec.Info.Height > rules.MaxPixels) return (null, FileErrors.TooManyPixels(rules));

        using var points = new SKBitmap(new SKImageInfo(
            codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, codec.Info.IsOpaque ? SKAlphaType.Opaque : SKAlphaType.Premul,
            SKColorSpace.CreateSrgb()));
        if (codec.GetPixels(points.Info, points.GetPixels()) != SKCodecResult.Success) return (null, FileErrors.Damaged);
        using var upright = Upright(points, codec.EncodedOrigin, rules.LongestSide);
        using var encoded = upright.Encode(codec.EncodedFormat, Quality);
        var picture = new MemoryStream();
        encoded.SaveTo(picture);
        return (picture, null);
    }

    static SKImage Upright(SKBitmap points, SKEncodedOrigin origin, int longestSide)
    {
        var scale = Math.Min(1f, (float)longestSide / Math.Max(points.Width, points.Height));
        var (width, height) = (Math.Max(1, (int)(points.Width * scale)), Math.Max(1, (int)(points.Height * scale)));
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        var info = points.Info.WithSize(isTurned ? height : width, isTurned ? width : height);
        using var surface = SKSurface.Create(info);
        surface.Canvas.Concat(Turn(origin, info.Width, info.Height));
        using var image = SKImage.FromBitmap(points);
        surface.Canvas.DrawImage(image, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return surface.Snapshot();
    }

    /// <summary>From the points as they lie to the picture as it is meant, which has this width and height (EXIF 2.32, tag 274).</summary>
    static SKMatrix Turn(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
