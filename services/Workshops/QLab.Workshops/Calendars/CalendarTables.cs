using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QLab.Workshops.Calendars;

sealed class CalendarTables : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> feed)
    {
        feed.ToTable("calendar_feeds").HasIndex(f => f.TokenHash).IsUnique();
        feed.HasIndex(f => f.ParticipantId);
    }
}
