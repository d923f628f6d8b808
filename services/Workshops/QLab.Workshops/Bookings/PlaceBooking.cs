using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.Workshops.Contracts;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Bookings;

/// <param name="Id">The caller's own id for the booking, if there is one.</param>
/// <param name="Attendance">Null: as most come, else in the other way if there is a place.</param>
sealed record Wish(
    Guid? Id, Guid ParticipantId, Attendance? Attendance, bool WaitIfFull, DateTimeOffset? AgreedAt = null,
    IReadOnlyList<AccessNeed>? AccessNeeds = null);

/// <summary>What staff and partners do for somebody, people for themselves, and the link in a mail for whoever has it.</summary>
sealed class PlaceBooking(
    WorkshopsDb db, IEvents events, AfterCommit afterCommit, WakeSignal<PassOnPlaces> passOn, WakeSignal<WriteToBooked> write,
    BookingMeasures measures, TimeProvider time)
{
    /// <summary>How often it is tried anew when a place was given back between finding none and waiting for one.</summary>
    const int MostTries = 3;

    public async Task<(Booking? Booking, Refusal? Refusal)> BookAsync(Workshop workshop, Wish wish, CancellationToken ct)
    {
        // A request with an Idempotency-Key already runs in a transaction.
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (!await db.HoldPresentAsync(workshop.ProjectId, wish.ParticipantId, ct)) return (null, Refusal.NotKnownHere("participant"));
        if (await EarlierAsync(workshop.Id, wish, ct) is { } earlier) return (null, Refusal.AlreadyExists("booking", earlier));
        if (await RefuseAsync(workshop, ct) is { } refusal) return (null, refusal);

        var booking = new Booking
        {
            Id = wish.Id ?? Guid.CreateVersion7(), WorkshopId = workshop.Id, ParticipantId = wish.ParticipantId, AgreedAt = wish.AgreedAt,
        };
        booking.Say(wish.AccessNeeds ?? []);
        if (!await FindAsync(booking, workshop, wish, ct)) return (null, BookingErrors.Full);
        db.AllBookings.Add(booking);
        if (booking.State == BookingState.Booked) Announce(booking, workshop.ProjectId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (booking, null);
    }

    /// <summary>Says yes to an offer. Saying it again changes nothing.</summary>
    public async Task<Refusal?> AcceptAsync(Booking offered, Workshop workshop, CancellationToken ct)
    {
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (!await db.HoldPresentAsync(workshop.ProjectId, offered.ParticipantId, ct)) return Refusal.NotKnownHere("participant");
        if (await HoldAsync(offered, ct) is not { } booking) return BookingErrors.OfferEnded;
        if (booking.State == BookingState.Booked) return null;
        if (await RefuseAsync(workshop, ct) is { } refusal) return refusal;
        var now = time.GetUtcNow();
        if (booking.State != BookingState.Offered || booking.OfferEndsAt <= now) return BookingErrors.OfferEnded;

        booking.Accept(workshop, now);
        Announce(booking, workshop.ProjectId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>Gives back a place or an offer, or waits no longer; the next who waits is offered what is free.</summary>
    public async Task<Refusal?> GiveBackAsync(Guid bookingId, Workshop workshop, CancellationToken ct)
    {
        if (workshop.HeldAt is not null) return BookingErrors.Held;
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await db.FreeAsync(workshop.Id, bookingId, ct) is not { } gone) return Refusal.NotFound("booking");
        if (gone.State == BookingState.Booked)
            events.Publish(new BookingCancelled(gone.Id, gone.WorkshopId, workshop.ProjectId, gone.ParticipantId, time.GetUtcNow()));
        afterCommit.Do(passOn.Wake);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>From the room to online, or the other way, where there is a place.</summary>
    public async Task<Refusal?> MoveAsync(Booking booked, Attendance to, Workshop workshop, CancellationToken ct)
    {
        if (await RefuseAsync(workshop, ct) is { } refusal) return refusal;
        await using var transaction = await db.RequireTransactionAsync(ct);
        if (await HoldAsync(booked, ct) is not { } booking) return Refusal.NotFound("booking");
        if (booking.State != BookingState.Booked) return BookingErrors.NotBooked;
        if (booking.Attendance == to) return null;
        if (!await db.TakeAsync(workshop.Id, to, ct)) return BookingErrors.Full;
        await db.CountDownAsync(booking, ct);

        booking.Move(to, workshop, time.GetUtcNow());
        afterCommit.Do(passOn.Wake);
        afterCommit.Do(write.Wake);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>The booking as it is now, and where something is written about it, whether that reaches whoever it is for.</summary>
    public async Task<BookingView> ShowAsync(Guid bookingId, Workshop workshop, CancellationToken ct)
    {
        var view = (await db.AllBookings.ViewAsync(bookingId, db, ct))!;
        return workshop.EndsAt <= time.GetUtcNow()
            ? view
            : view with { Reach = await db.ReachAsync(workshop.ProjectId, [view.ParticipantId], ct) };
    }

    async Task<bool> FindAsync(Booking booking, Workshop workshop, Wish wish, CancellationToken ct)
    {
        List<Attendance> ways = wish.Attendance is { } one ? [one] : [.. workshop.PlacesOf(null, null).Keys];
        for (var tries = 0; tries < MostTries; tries++)
        {
            foreach (var way in ways)
                if (await db.TakeAsync(workshop.Id, way, ct))
                {
                    booking.Take(way, workshop, time.GetUtcNow());
                    return true;
                }
            if (!wish.WaitIfFull || workshop.StartsAt <= time.GetUtcNow()) return false;
            if (await db.QueueAsync(workshop.Id, ways[0], ct) is not { } ticket) continue;
            booking.Wait(ways[0], ticket, time.GetUtcNow());
            return true;
        }
        return false;
    }

    /// <summary>The same booking as it is now, under the lock of the places.</summary>
    async Task<Booking?> HoldAsync(Booking booking, CancellationToken ct)
    {
        await db.HoldPlacesAsync([booking.WorkshopId], ct);
        return await db.AllBookings.SingleOrDefaultAsync(b => b.Id == booking.Id, ct);
    }

    void Announce(Booking booking, Guid projectId)
    {
        events.Publish(new PlaceBooked(booking.Id, booking.WorkshopId, projectId, booking.ParticipantId, booking.BookedAt));
        afterCommit.Do(measures.Booked);
        afterCommit.Do(write.Wake);
    }

    async Task<Refusal?> RefuseAsync(Workshop workshop, CancellationToken ct) =>
        workshop.Draft ? WorkshopErrors.NotPublished
        : workshop.CancelledAt is not null ? WorkshopErrors.Cancelled(workshop.CancellationReason)
        : workshop.HeldAt is not null ? BookingErrors.Held
        : await db.Projects.AnyAsync(p => p.Id == workshop.ProjectId && p.Closed, ct) ? WorkshopErrors.ProjectClosed
        : null;

    Task<Guid?> EarlierAsync(Guid workshopId, Wish wish, CancellationToken ct) =>
        db.AllBookings.Where(b => b.Id == wish.Id || b.WorkshopId == workshopId && b.ParticipantId == wish.ParticipantId)
            .Select(b => (Guid?)b.Id).FirstOrDefaultAsync(ct);
}
