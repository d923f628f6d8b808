using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.ServiceDefaults.Files;

/// <summary>A file that keeps to the rules of its use and is ready to be stored; see <see cref="FileStore.StoreAsync"/>.</summary>
public sealed class AcceptedFile
{
    AcceptedFile(Stream content, byte[] hash, FileType type, string name) => (Content, Hash, Type, Name) = (content, hash, type, name);

    internal Stream Content { get; }

    /// <summary>SHA-256 of the content: its key in <see cref="FileContent"/>, for the row that refers to it.</summary>
    public byte[] Hash { get; }

    /// <summary>What it is.</summary>
    public FileType Type { get; }

    /// <summary>How many bytes.</summary>
    public long Size => Content.Length;

    /// <summary>What it is called, with an ending that its type has.</summary>
    public string Name { get; }

    /// <summary>Holds a file against the rules. A picture is made anew from its points, which takes everything else out of it.</summary>
    /// <param name="file">As it was sent.</param>
    /// <param name="rules">What is taken for this use.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<FileCheck> CheckAsync(IFormFile file, FileRules rules, CancellationToken ct)
    {
        if (file.Length == 0) return new(FileErrors.Empty);
        if (file.Length > rules.MaxBytes) return new(FileErrors.TooLarge(rules));
        var sent = file.OpenReadStream();
        var type = await FileSignatures.TypeOfAsync(sent, ct);
        if (type is null || !rules.Types.Contains(type)) return new(FileErrors.NotTaken(rules));
        if (!await FileSignatures.IsWholeAsync(sent, type, ct)) return new(FileErrors.Damaged);

        Stream content = sent;
        if (FileType.Pictures.Contains(type))
        {
            var (picture, refusal) = await PictureEncoding.EncodeAnewAsync(sent, type, rules, ct);
            if (refusal is not null) return new(refusal);
            content = picture!;
        }
        content.Position = 0;
        return new(new AcceptedFile(content, await SHA256.HashDataAsync(content, ct), type, type.NameOf(file.FileName)));
    }
}

/// <summary>Either the file or why it is refused.</summary>
public sealed class FileCheck
{
    internal FileCheck(AcceptedFile file) => File = file;

    internal FileCheck(Refusal refusal) => Refusal = refusal;

    /// <summary>Whether there is a file.</summary>
    [MemberNotNullWhen(true, nameof(File))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => File is not null;

    /// <summary>The file.</summary>
    public AcceptedFile? File { get; }

    /// <summary>What to answer instead.</summary>
    public Refusal? Refusal { get; }
}
