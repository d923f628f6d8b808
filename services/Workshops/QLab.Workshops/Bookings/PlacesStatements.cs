using Microsoft.EntityFrameworkCore;

namespace QLab.Workshops.Bookings;

/// <summary>
/// Changes to places; each is one statement that checks and changes under the row's lock, so that no two can take the last place.
/// </summary>
static class PlacesStatements
{
    /// <summary>
    /// Whoever is there stays until the transaction ends. Somebody who leaves at the same moment waits for this lock and then gives back
    /// what was booked, or was faster and is not there.
    /// </summary>
    public static async Task<bool> HoldPresentAsync(this WorkshopsDb db, Guid projectId, Guid participantId, CancellationToken ct) =>
        await db.Database.SqlQuery<Guid>($"""
            SELECT id AS "Value" FROM participants
            WHERE project_id = {projectId} AND id = {participantId} AND present FOR NO KEY UPDATE
            """).ToListAsync(ct) is [_];

    /// <summary>
    /// The places of these workshops stay as they are until the transaction ends; in one order, so that nobody waits in a circle.
    /// </summary>
    public static Task HoldPlacesAsync(this WorkshopsDb db, IEnumerable<Guid> workshops, CancellationToken ct)
    {
        Guid[] ids = [.. workshops];
        return db.Database.ExecuteSqlAsync(
            $"SELECT FROM places WHERE workshop_id = ANY ({ids}) ORDER BY workshop_id, attendance FOR UPDATE", ct);
    }

    /// <summary>Takes a free place, unless somebody waits for it.</summary>
    public static async Task<bool> TakeAsync(this WorkshopsDb db, Guid workshopId, Attendance attendance, CancellationToken ct) =>
        await db.Of(workshopId, attendance).Where(p => p.Booked < p.Capacity && p.Waiting == 0 && !p.Closed)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Booked, p => p.Booked + 1), ct) == 1;

    /// <returns>The ticket; null where a place is free, or where there are none.</returns>
    public static async Task<int?> QueueAsync(this WorkshopsDb db, Guid workshopId, Attendance attendance, CancellationToken ct) =>
        await db.Database.SqlQuery<int>($"""
            UPDATE places SET waiting = waiting + 1, tickets = tickets + 1
            WHERE workshop_id = {workshopId} AND attendance = {attendance.ToString()} AND (booked >= capacity OR waiting > 0)
                AND capacity > 0 AND NOT closed
            RETURNING tickets AS "Value"
            """).ToListAsync(ct) is [var ticket] ? ticket : null;

    /// <summary>
    /// Gives back one booking, whatever its state; the one that is gone, or null when there was none. The places are held first.
    /// </summary>
    public static async Task<Booking?> FreeAsync(this WorkshopsDb db, Guid workshopId, Guid bookingId, CancellationToken ct)
    {
        await db.HoldPlacesAsync([workshopId], ct);
        var gone = await db.AllBookings.FromSql(
            $"DELETE FROM bookings WHERE id = {bookingId} AND workshop_id = {workshopId} RETURNING *").AsNoTracking().ToListAsync(ct);
        foreach (var booking in gone) await db.CountDownAsync(booking, ct);
        return gone.SingleOrDefault();
    }

    /// <summary>Gives back whatever these participants have at workshops that have not been held.</summary>
    public static async Task<List<Booking>> FreeAllAsync(this WorkshopsDb db, IEnumerable<Guid> participants, CancellationToken ct)
    {
        Guid[] who = [.. participants];
        await db.HoldPlacesAsync(
            await db.AllBookings.Where(b => who.Contains(b.ParticipantId)).Select(b => b.WorkshopId).ToListAsync(ct), ct);
        var gone = await db.AllBookings.FromSql($"""
            DELETE FROM bookings USING workshops
            WHERE workshops.id = bookings.workshop_id AND workshops.held_at IS NULL AND bookings.participant_id = ANY ({who})
            RETURNING bookings.*
            """).AsNoTracking().ToListAsync(ct);
        foreach (var booking in gone) await db.CountDownAsync(booking, ct);
        return gone;
    }

    /// <summary>
    /// Takes all bookings of a workshop back, and takes no more. The places come first: whoever books at the same moment waits for them,
    /// and then finds them closed.
    /// </summary>
    public static async Task<List<Booking>> CloseAsync(this WorkshopsDb db, Guid workshopId, CancellationToken ct)
    {
        await db.HoldPlacesAsync([workshopId], ct);
        await db.Places.Where(p => p.WorkshopId == workshopId).ExecuteUpdateAsync(set => set
            .SetProperty(p => p.Closed, true).SetProperty(p => p.Booked, 0).SetProperty(p => p.Waiting, 0)
            .SetProperty(p => p.NextOfferEndsAt, (DateTimeOffset?)null), ct);
        return await db.AllBookings.FromSql($"DELETE FROM bookings WHERE workshop_id = {workshopId} RETURNING *")
            .AsNoTracking()
            .ToListAsync(ct);
    }

    /// <summary>One fewer is booked there, or waits there.</summary>
    public static Task CountDownAsync(this WorkshopsDb db, Booking gone, CancellationToken ct)
    {
        var waited = gone.State == BookingState.Waiting ? 1 : 0;
        return db.Of(gone.WorkshopId, gone.Attendance).ExecuteUpdateAsync(set => set
            .SetProperty(p => p.Booked, p => p.Booked - (1 - waited)).SetProperty(p => p.Waiting, p => p.Waiting - waited), ct);
    }

    static IQueryable<Places> Of(this WorkshopsDb db, Guid workshopId, Attendance attendance) =>
        db.Places.Where(p => p.WorkshopId == workshopId && p.Attendance == attendance);

    /// <summary>
    /// Gives a workshop these places, null leaving a number as it is; false where more are booked. When all meet in the other way from now
    /// on, whoever has a place keeps it. Those who wait are offered what is new.
    /// </summary>
    public static async Task<bool> Resize(
        this WorkshopsDb db, Guid workshopId, IReadOnlyDictionary<Attendance, int?> wanted, CancellationToken ct)
    {
        await db.HoldPlacesAsync([workshopId], ct);
        var places = db.Places.Where(p => p.WorkshopId == workshopId);
        var there = await places.Select(p => p.Attendance).ToListAsync(ct);
        if (there is [var before] && wanted.Count == 1 && !wanted.ContainsKey(before))
        {
            there = [.. wanted.Keys];
            await db.MoveAllAsync(workshopId, there[0], ct);
        }
        foreach (var gone in there.Except(wanted.Keys))
            if (await places.Where(p => p.Attendance == gone && p.Booked == 0 && p.Waiting == 0).ExecuteDeleteAsync(ct) == 0) return false;
        foreach (var (attendance, capacity) in wanted)
            if (!there.Contains(attendance)) await db.AddPlacesAsync(workshopId, attendance, capacity ?? 0, ct);
            else if (capacity is { } most && await places.Where(p => p.Attendance == attendance && p.Booked <= most)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Capacity, most), ct) == 0) return false;
        return true;
    }

    static Task AddPlacesAsync(this WorkshopsDb db, Guid workshopId, Attendance attendance, int capacity, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO places (workshop_id, attendance, id, capacity, booked, waiting, tickets, closed)
            VALUES ({workshopId}, {attendance.ToString()}, {Guid.NewGuid()}, {capacity}, 0, 0, 0, false)
            """, ct);

    static async Task MoveAllAsync(this WorkshopsDb db, Guid workshopId, Attendance to, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"UPDATE places SET attendance = {to.ToString()} WHERE workshop_id = {workshopId}", ct);
        await db.Database.ExecuteSqlAsync($"UPDATE bookings SET attendance = {to.ToString()} WHERE workshop_id = {workshopId}", ct);
    }
}
