using Microsoft.EntityFrameworkCore;

namespace QLab.ServiceDefaults.Files;

/// <summary>
/// What some file holds, kept once however many rows refer to it. A row refers by a foreign key on <see cref="Hash"/>, without cascade;
/// with the last of them the content goes, see <see cref="FileStore.DropUnreferencedAsync"/>.
/// </summary>
public sealed class FileContent
{
    /// <summary>SHA-256 of the content.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>What it is served as.</summary>
    public required string MediaType { get; init; }

    /// <summary>How many bytes.</summary>
    public required long Size { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    internal static void Map(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<FileContent>().ToTable("file_contents").HasKey(content => content.Hash);
        modelBuilder.Entity<FileChunk>(chunk =>
        {
            chunk.ToTable("file_chunks").HasKey(c => new { c.Hash, c.Number });
            chunk.HasOne<FileContent>().WithMany().HasForeignKey(c => c.Hash).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

/// <summary>A piece of a content; all but the last have the same length.</summary>
sealed class FileChunk
{
    public const int Length = 256 * 1024;

    public required byte[] Hash { get; init; }
    public required int Number { get; init; }
    public required byte[] Bytes { get; init; }
}
