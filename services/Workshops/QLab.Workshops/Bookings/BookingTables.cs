using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

sealed class BookingTables : IEntityTypeConfiguration<Booking>, IEntityTypeConfiguration<CancelledBooking>
{
    public void Configure(EntityTypeBuilder<Booking> booking)
    {
        booking.ToTable("bookings");
        booking.HasIndex(b => new { b.WorkshopId, b.ParticipantId }).IsUnique();
        booking.HasIndex(b => b.ParticipantId);
        booking.Property(b => b.Attendance).HasConversion<string>();
        booking.Property(b => b.State).HasConversion<string>();
        booking.Property(b => b.Presence).HasConversion<string>();
        booking.Property(b => b.DueMail).HasConversion<string>();
        booking.HasIndex(b => b.DueMail).HasFilter("(due_mail IS NOT NULL)");
        booking.PrimitiveCollection(b => b.AccessNeeds).ElementType(need => need.HasConversion<string>());
        booking.HasOne<Workshop>().WithMany().HasForeignKey(b => b.WorkshopId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CancelledBooking> booking)
    {
        booking.ToTable("cancelled_bookings").HasIndex(b => b.ParticipantId);
        booking.Property(b => b.Attendance).HasConversion<string>();
        booking.HasOne<Workshop>().WithMany().HasForeignKey(b => b.WorkshopId).OnDelete(DeleteBehavior.Restrict);
    }
}
