using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Transfers;

namespace QLab.Toy;

public enum ParcelState { Packed, Moving, Delivered, Lost, Stored }

/// <summary>The smallest import or export.</summary>
public sealed class Parcel : Transfer<ParcelState>
{
    public string? Label { get; init; }

    public void Send() => Begin(ParcelState.Moving);

    public void Deliver(DateTimeOffset now) => Settle(ParcelState.Delivered, now);

    internal static void Map(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Parcel>(parcel =>
        {
            parcel.ToTable("parcels");
            parcel.Property(p => p.State).HasConversion<string>();
            parcel.Property(p => p.Done).HasColumnName("weighed").HasConversion<long>();
        });
        modelBuilder.Entity<ParcelLine>(line =>
        {
            line.ToTable("parcel_lines").HasKey(l => new { l.ParcelId, l.Number });
            line.Property(l => l.State).HasConversion<string>();
            line.Property(l => l.Doubled).HasComputedColumnSql("number * 2", stored: true);
        });
    }
}

/// <summary>A row with a column of every kind that <c>COPY</c> has to fill, and one that it must not.</summary>
public sealed class ParcelLine
{
    public required Guid ParcelId { get; init; }
    public required int Number { get; init; }
    public required ParcelState State { get; init; }
    public required string[] Tags { get; init; }
    public string? Note { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public int? Doubled { get; private init; }
}
