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
                WHERE workshop_id = {booking.WorkshopId} AND attendance = {booking.Attendance.ToString()} AND booked < capacity AND NOT closed
                RETURNING workshop_id, attendance)
            INSERT INTO bookings (id, workshop_id, participant_id, attendance, booked_at)
            SELECT {booking.Id}, workshop_id, {booking.ParticipantId}, attendance, {booking.BookedAt} FROM taken
            """, ct) == 1;

    /// <summary>Cancels one booking; the one that was cancelled, or null when there was none.</summary>
    public static async Task<Booking?> Free(this WorkshopsDb db, Guid workshopId, Guid bookingId, CancellationToken ct) =>
        (await db.Bookings.FromSql($"""
            WITH gone AS (
                DELETE FROM bookings WHERE id = {bookingId} AND workshop_id = {workshopId}
                RETURNING *),
            freed AS (
                UPDATE places SET booked = booked - 1 FROM gone
                WHERE places.workshop_id = gone.workshop_id AND places.attendance = gone.attendance)
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
                UPDATE places SET booked = booked - 1 FROM gone
                WHERE places.workshop_id = gone.workshop_id AND places.attendance = gone.attendance)
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

    /// <summary>
    /// Gives a workshop these places, null leaving a number as it is; false where more are booked. When all meet in the other way from now
    /// on, whoever has a place keeps it.
    /// </summary>
    public static async Task<bool> Resize(
        this WorkshopsDb db, Guid workshopId, IReadOnlyDictionary<Attendance, int?> wanted, CancellationToken ct)
    {
        var places = db.Places.Where(p => p.WorkshopId == workshopId);
        var there = await places.Select(p => p.Attendance).ToListAsync(ct);
        if (there is [var before] && wanted.Count == 1 && !wanted.ContainsKey(before))
        {
            there = [.. wanted.Keys];
            await db.MoveAllAsync(workshopId, there[0], ct);
        }
        foreach (var gone in there.Except(wanted.Keys))
            if (await places.Where(p => p.Attendance == gone && p.Booked == 0).ExecuteDeleteAsync(ct) == 0) return false;
        foreach (var (attendance, capacity) in wanted)
            if (!there.Contains(attendance)) await db.AddPlacesAsync(workshopId, attendance, capacity ?? 0, ct);
            else if (capacity is { } most && await places.Where(p => p.Attendance == attendance && p.Booked <= most)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Capacity, most), ct) == 0) return false;
        return true;
    }

    static Task AddPlacesAsync(this WorkshopsDb db, Guid workshopId, Attendance attendance, int capacity, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO places (workshop_id, attendance, capacity, booked, closed)
            VALUES ({workshopId}, {attendance.ToString()}, {capacity}, 0, false)
            """, ct);

    static async Task MoveAllAsync(this WorkshopsDb db, Guid workshopId, Attendance to, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"UPDATE places SET attendance = {to.ToString()} WHERE workshop_id = {workshopId}", ct);
        await db.Database.ExecuteSqlAsync($"UPDATE bookings SET attendance = {to.ToString()} WHERE workshop_id = {workshopId}", ct);
    }
}
