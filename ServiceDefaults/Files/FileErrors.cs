using Microsoft.AspNetCore.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Files;

static class FileErrors
{
    public static Refusal Empty => new(StatusCodes.Status400BadRequest, "file-empty", "The file is empty.");

    public static Refusal Damaged => new(
        StatusCodes.Status400BadRequest, "file-damaged", "The file is cut off or damaged: open it, save it anew and send that.");

    public static Refusal TooLarge(FileRules rules) => new(
        StatusCodes.Status413PayloadTooLarge, "too-large", $"The file is larger than is taken here: {rules}.");

    public static Refusal TooManyPixels(FileRules rules) => new(
        StatusCodes.Status413PayloadTooLarge, "picture-too-large",
        $"The picture has too many points; up to {rules.MaxPixels / 1_000_000} million are taken. Make it smaller.");

    public static Refusal NotTaken(FileRules rules) => new(
        StatusCodes.Status415UnsupportedMediaType, "file-type-not-taken",
        $"By its content the file is of no type that is taken here, whatever its name says. Taken are {rules}.");
}
