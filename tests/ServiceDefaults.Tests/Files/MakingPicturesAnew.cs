using SkiaSharp;
using static QLab.ServiceDefaults.Tests.Files.SampleFiles;

namespace QLab.ServiceDefaults.Tests.Files;

public sealed class MakingPicturesAnew
{
    [Fact]
    public async Task Leaves_out_where_it_was_taken_and_stands_it_upright()
    {
        var sent = Photograph(200, 100);
        sent.AsSpan().IndexOf("GPSLatitude"u8).ShouldBeGreaterThan(0);

        var kept = Content((await CheckAsync(sent, "photo.jpg")).File!);

        kept.AsSpan().IndexOf("GPS"u8).ShouldBe(-1);
        kept.AsSpan().IndexOf("Exif"u8).ShouldBe(-1);
        using var picture = SKBitmap.Decode(kept);
        (picture.Width, picture.Height).ShouldBe((100, 200));
        IsRed(picture.GetPixel(50, 20)).ShouldBeTrue("its left half is on top now");
        IsRed(picture.GetPixel(50, 180)).ShouldBeFalse();
    }

    [Fact]
    public async Task Makes_a_large_one_smaller_and_keeps_its_shape()
    {
        using var picture = SKBitmap.Decode(Content((await CheckAsync(Picture(1000, 400, SKEncodedImageFormat.Png))).File!));
        (picture.Width, picture.Height).ShouldBe((500, 200));
        IsRed(picture.GetPixel(100, 100)).ShouldBeTrue();
        IsRed(picture.GetPixel(400, 100)).ShouldBeFalse();
    }

    [Fact]
    public async Task Leaves_out_what_lies_behind_it()
    {
        byte[] polyglot = [.. Picture(8, 8, SKEncodedImageFormat.Png), .. Zip(("run.js", "x"))];
        Content((await CheckAsync(polyglot)).File!).AsSpan().IndexOf("PK"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task Gives_the_same_bytes_for_the_same_picture()
    {
        var sent = Photograph(60, 40);
        (await CheckAsync(sent)).File!.Hash.ShouldBe((await CheckAsync(sent)).File!.Hash);
    }

    [Fact]
    public async Task Refuses_more_points_than_are_taken_before_it_decodes_any()
    {
        var bomb = Bomb(20_000);
        bomb.Length.ShouldBeLessThan(100_000);
        (await CheckAsync(bomb)).Refusal!.Name.ShouldBe("picture-too-large");
        (await CheckAsync(bomb[..100])).Refusal!.Name.ShouldBe("picture-too-large", "it never comes to what is missing");
        (await CheckAsync(Bomb(1_000))).IsAccepted.ShouldBeTrue("the same picture within the limit");
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task Refuses_one_that_is_cut_off(SKEncodedImageFormat format)
    {
        var whole = Picture(300, 300, format);
        (await CheckAsync(whole)).IsAccepted.ShouldBeTrue();
        (await CheckAsync(whole[..(whole.Length / 2)])).Refusal!.Name.ShouldBe("file-damaged");
        (await CheckAsync(whole[..20])).Refusal!.Name.ShouldBe("file-damaged");
    }

    static bool IsRed(SKColor colour) => colour is { Red: > 200, Green: < 60, Blue: < 60 };
}
