using Microsoft.EntityFrameworkCore;

namespace QLab.Workshops.Bookings;

/// <summary>
/// Changes to places; each is one statement that checks and changes under the row's lock, so that no two can take the last place.
/// </summary>
static class PlacesStatements
{
    public static async Task<bool> Take(this WorkshopsDb db, Booking booking, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"""
            WITH taken AS (
                UPDATE places SET booked = booked + 1
                WHERE workshop_id = {booking.WorkshopId} AND booked < capacity AND NOT closed
                RETURNING workshop_id)
            INSERT INTO bookings (id, workshop_id, participant_id, booked_at)
            SELECT {booking.Id}, workshop_id, {booking.ParticipantId}, {booking.BookedAt} FROM taken
            """, ct) == 1;

    /// <summary>Cancels one booking; the one that was cancelled, or null when there was none.</summary>
    public static async Task<Booking?> Free(this WorkshopsDb db, Guid workshopId, Guid bookingId, CancellationToken ct) =>
        (await db.Bookings.FromSql($"""
            WITH gone AS (
                DELETE FROM bookings WHERE id = {bookingId} AND workshop_id = {workshopId}
                RETURNING *),
            freed AS (
                UPDATE places SET booked = booked - 1 FROM gone WHERE places.workshop_id = gone.workshop_id)
            SELECT * FROM gone
            """).AsNoTracking().ToListAsync(ct)).SingleOrDefault();

    /// <summary>Cancels whatever a participant has booked at workshops that have not been held.</summary>
    public static Task<List<Booking>> FreeAll(this WorkshopsDb db, Guid projectId, Guid participantId, CancellationToken ct) =>
        db.Bookings.FromSql($"""
            WITH gone AS (
                DELETE FROM bookings USING workshops
                WHERE workshops.id = bookings.workshop_id AND workshops.project_id = {projectId} AND workshops.held_at IS NULL
                    AND bookings.participant_id = {participantId}
                RETURNING bookings.*),
            freed AS (
                UPDATE places SET booked = booked - 1 FROM gone WHERE places.workshop_id = gone.workshop_id)
            SELECT * FROM gone
            """).AsNoTracking().ToListAsync(ct);

    /// <summary>
    /// Takes all bookings of a workshop back, and takes no more. The places come first: whoever books at the same moment waits for them,
    /// and then finds them closed.
    /// </summary>
    public static async Task<List<Booking>> CloseAsync(this WorkshopsDb db, Guid workshopId, CancellationToken ct)
    {
        await db.Places.Where(p => p.WorkshopId == workshopId)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Closed, true).SetProperty(p => p.Booked, 0), ct);
        return await db.Bookings.FromSql($"DELETE FROM bookings WHERE workshop_id = {workshopId} RETURNING *").AsNoTracking().ToListAsync(ct);
    }

    public static async Task<bool> Resize(this DbSet<Places> places, Guid workshopId, int capacity, CancellationToken ct) =>
        await places.Where(p => p.WorkshopId == workshopId && p.Booked <= capacity)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Capacity, capacity), ct) == 1;
}
