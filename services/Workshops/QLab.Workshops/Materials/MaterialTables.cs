using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.ServiceDefaults.Files;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Materials;

sealed class MaterialTables : IEntityTypeConfiguration<Material>
{
    public void Configure(EntityTypeBuilder<Material> material)
    {
        material.ToTable("materials").HasIndex(m => m.WorkshopId);
        material.HasIndex(m => m.FileHash);
        material.Property(m => m.Audience).HasConversion<string>();
        material.HasOne<Workshop>().WithMany().HasForeignKey(m => m.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        material.HasOne<FileContent>().WithMany().HasForeignKey(m => m.FileHash).OnDelete(DeleteBehavior.Restrict);
    }
}
