using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Workshops.Methods;

sealed class MethodTables : IEntityTypeConfiguration<Method>
{
    static readonly ValueComparer<MethodDescription> ReplacedWhole = new((a, b) => ReferenceEquals(a, b), m => m.Key.Length, m => m);

    public void Configure(EntityTypeBuilder<Method> method)
    {
        method.ToTable("methods").HasIndex(m => m.Key).IsUnique();
        method.Property(m => m.Description).HasColumnType("jsonb").HasConversion(
            description => JsonSerializer.Serialize(description, MethodLibrary.Options),
            json => JsonSerializer.Deserialize<MethodDescription>(json, MethodLibrary.Options)!, ReplacedWhole);
    }
}
