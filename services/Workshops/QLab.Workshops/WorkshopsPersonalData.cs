using QLab.ServiceDefaults.Privacy;
using QLab.Workshops.Affiliations;
using QLab.Workshops.Bookings;
using QLab.Workshops.Calendars;
using QLab.Workshops.Commitments;
using QLab.Workshops.Groups;
using QLab.Workshops.Interviews;
using QLab.Workshops.Notes;
using QLab.Workshops.RolePlays;
using QLab.Workshops.Rounds;
using QLab.Workshops.Workshops;

namespace QLab.Workshops;

/// <summary>
/// What this service keeps about people, in the order in which it is told and erased, but for what reference data keeps of participants
/// and coding of coders.
/// </summary>
static class WorkshopsPersonalData
{
    public static void AddWorkshopsPersonalData(this IServiceCollection services)
    {
        services.AddPersonalRows<Affiliation>(
            "affiliations", ["affiliations"], subject => affiliation => subject.Pseudonyms.Contains(affiliation.ParticipantId),
            affiliations => affiliations.Where(a => a.OrganisationId != null).Select(a => new { a.ParticipantId, a.OrganisationId }));
        services.AddPersonalRows<Facilitator>(
            "facilitating", ["facilitators"], subject => facilitator => subject.Ids.Contains(facilitator.PersonId),
            (facilitators, db) =>
                from facilitator in facilitators
                join workshop in db.Set<Workshop>() on facilitator.WorkshopId equals workshop.Id
                orderby workshop.StartsAt
                select new { WorkshopId = workshop.Id, workshop.Title, workshop.StartsAt });
        services.AddPersonalRows<GroupMember>(
            "groups", ["group_members"], subject => member => subject.Pseudonyms.Contains(member.ParticipantId),
            (members, db) =>
                from member in members
                join grouping in db.Set<Grouping>() on member.GroupingId equals grouping.Id
                orderby grouping.DrawnAt
                select new { grouping.WorkshopId, grouping.Session, member.Number, grouping.DrawnAt });
        // A place at a workshop that was held counts on; one at a workshop to come is free again.
        services.AddScoped<IPersonalData, BookingsPersonalData>();
        // After the bookings, whose erasure waits for whoever cancels a workshop at this moment.
        services.AddPersonalRows<CancelledBooking>(
            "cancelledBookings", ["cancelled_bookings"], subject => booking => subject.Pseudonyms.Contains(booking.ParticipantId),
            (bookings, db) =>
                from booking in bookings
                join workshop in db.Set<Workshop>() on booking.WorkshopId equals workshop.Id
                orderby booking.BookedAt
                select new
                {
                    booking.Id, booking.WorkshopId, Workshop = workshop.Title, workshop.StartsAt, booking.ParticipantId,
                    booking.Attendance, booking.BookedAt,
                });
        services.AddPersonalRows<CalendarFeed>(
            "calendarFeeds", ["calendar_feeds"], subject => feed => subject.Pseudonyms.Contains(feed.ParticipantId),
            feeds => feeds.OrderBy(f => f.Id).Select(f => new { f.Id, f.ParticipantId, f.MadeAt, WorkshopIds = f.Shown }));
        // The note counts on, and stays for its lineage; what was said and by whom does not.
        services.AddPersonalRows<Note>(
            "notes", ["notes"], subject => note => note.ParticipantId != null && subject.Pseudonyms.Contains(note.ParticipantId.Value),
            notes => notes.OrderBy(n => n.RecordedAt).Select(n => new
            {
                n.Id, n.WorkshopId, n.Session, n.Kind, n.Text, n.ParticipantId, n.RecordedAt,
            }),
            note => note.SetProperty(n => n.Text, Note.Erased).SetProperty(n => n.ParticipantId, (Guid?)null));
        // What somebody was told and what they told others goes with them.
        services.AddScoped<IPersonalData, RolePlaysPersonalData>();
        // A vote counts on, without whose it was.
        services.AddPersonalRows<Vote>(
            "votes", ["votes"], subject => vote => vote.ParticipantId != null && subject.Pseudonyms.Contains(vote.ParticipantId.Value),
            (votes, db) =>
                from vote in votes
                join round in db.Set<Round>() on vote.RoundId equals round.Id
                orderby vote.CastAt
                select new
                {
                    vote.Id, vote.RoundId, round.Title, round.Question, round.Items, vote.ParticipantId, vote.Choices, vote.CastAt,
                },
            vote => vote.SetProperty(v => v.ParticipantId, (Guid?)null));
        // That there was a commitment, and what became of it, counts on; what was written, and by whom, does not stay.
        services.AddPersonalRows<Commitment>(
            "commitments", ["commitments"],
            subject => card => card.ParticipantId != null && subject.Pseudonyms.Contains(card.ParticipantId.Value),
            cards => cards.OrderBy(c => c.MadeAt).Select(c => new
            {
                c.Id, c.WorkshopId, c.ParticipantId, c.Answers, c.ReturnOn, c.ReturnBy, c.MadeAt, c.ReturnedAt, c.Outcome, c.OutcomeAt,
            }),
            card => card.SetProperty(c => c.ParticipantId, (Guid?)null).SetProperty(c => c.Answers, [])
                .SetProperty(c => c.LinkHash, (byte[]?)null).SetProperty(c => c.LinkExpiresAt, (DateTimeOffset?)null));
        // That somebody spoke stays, for what rests on it; what they said, recordings of it, and who they are, do not.
        services.AddScoped<IPersonalData, InterviewsPersonalData>();
    }
}
