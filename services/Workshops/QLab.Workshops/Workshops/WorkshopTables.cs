using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Workshops.Agenda;
using QLab.Workshops.Bookings;

namespace QLab.Workshops.Workshops;

sealed class WorkshopTables : IEntityTypeConfiguration<Workshop>, IEntityTypeConfiguration<Facilitator>, IEntityTypeConfiguration<Places>,
    IEntityTypeConfiguration<RunningAgenda>
{
    public void Configure(EntityTypeBuilder<Workshop> workshop)
    {
        workshop.HasIndex(w => w.ProjectId);
        workshop.Property(w => w.Kind).HasConversion<string>();
        workshop.Property(w => w.Format).HasConversion<string>();
        workshop.PrimitiveCollection(w => w.AccessFeatures).ElementType(feature => feature.HasConversion<string>());
        workshop.PrimitiveCollection(w => w.AccessNeeds).ElementType(need => need.HasConversion<string>());
        workshop.Property(w => w.Agenda).HasColumnType("jsonb").HasConversion(
            agenda => AgendaJson.Write(agenda), json => AgendaJson.Read(json), AgendaJson.ReplacedWhole);
        workshop.HasMany(w => w.Places).WithOne().HasForeignKey(p => p.WorkshopId).OnDelete(DeleteBehavior.Restrict);
        workshop.HasMany(w => w.Facilitators).WithOne().HasForeignKey(f => f.WorkshopId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Facilitator> facilitator)
    {
        facilitator.ToTable("facilitators").HasKey(f => new { f.WorkshopId, f.PersonId });
        facilitator.HasIndex(f => f.PersonId);
    }

    public void Configure(EntityTypeBuilder<Places> places)
    {
        places.HasKey(p => new { p.WorkshopId, p.Attendance });
        places.HasIndex(p => p.Id).IsUnique();
        places.Property(p => p.Attendance).HasConversion<string>();
        places.ToTable(table => table.HasCheckConstraint("ck_places_never_oversold", "booked BETWEEN 0 AND capacity"));
    }

    public void Configure(EntityTypeBuilder<RunningAgenda> running)
    {
        running.HasKey(a => a.WorkshopId);
        running.HasOne<Workshop>().WithOne().HasForeignKey<RunningAgenda>(a => a.WorkshopId).OnDelete(DeleteBehavior.Restrict);
    }
}
