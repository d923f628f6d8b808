using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace QLab.ServiceDefaults.Persistence;

internal sealed partial class SnakeCaseConvention : IModelFinalizingConvention
{
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table) entity.Builder.ToTable(Snake(table));

            foreach (var property in entity.GetDeclaredProperties())
                property.Builder.HasColumnName(property.Name == nameof(IVersioned.RowVersion) ? "xmin" : Snake(property.GetColumnName()));

            foreach (var key in entity.GetDeclaredKeys())
                key.Builder.HasName(Snake(key.GetName()!));

            foreach (var foreignKey in entity.GetDeclaredForeignKeys())
                foreignKey.Builder.HasConstraintName(Snake(foreignKey.GetConstraintName()!));

            foreach (var index in entity.GetDeclaredIndexes())
                index.Builder.HasDatabaseName(Snake(index.GetDatabaseName()!));
        }
    }

    internal static string Snake(string name) => Word().Replace(name, "$1_$2").ToLowerInvariant();

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Word();
}
