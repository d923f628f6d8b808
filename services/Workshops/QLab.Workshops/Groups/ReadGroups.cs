using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;
using QLab.Workshops.Bookings;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Groups;

/// <param name="Seed">Draw with it again for the same groups.</param>
/// <param name="Groups">Who sits together, by pseudonym.</param>
sealed record GroupingView(
    Guid Id, Guid WorkshopId, string? Session, int Size, int Seed, DateTimeOffset DrawnAt, GroupQuality Quality,
    IReadOnlyList<IReadOnlyList<Guid>> Groups)
{
    public static GroupingView Of(
        Grouping g, IReadOnlyDictionary<Guid, Seated> people, IReadOnlyList<IReadOnlyCollection<Guid>> before)
    {
        var groups = g.Members.GroupBy(m => m.Number).OrderBy(group => group.Key)
            .Select(group => group.Select(m => people.GetValueOrDefault(m.ParticipantId) ?? new(m.ParticipantId, [], null)).ToList()).ToList();
        var quality = GroupQuality.Of(groups, before, g.NotWithBroken);
        return new(g.Id, g.WorkshopId, g.Session, g.Size, g.Seed, g.DrawnAt, quality,
            [.. groups.Select(group => group.Select(who => who.Id).Order().ToList())]);
    }
}

/// <summary>Where somebody sits.</summary>
/// <param name="Number">The group, from 1, as tables and breakout rooms are numbered.</param>
sealed record MyGroupView(Guid WorkshopId, string Workshop, string? Session, int Number, DateTimeOffset DrawnAt);

sealed record GroupingListItem(Guid Id, string? Session, int Size, int Seed, int Groups, DateTimeOffset DrawnAt);

static class ReadGroups
{
    public static async Task<Results<Page<GroupingListItem>, ProblemHttpResult>> List(
        Guid id, [AsParameters] Paging paging, WorkshopsDb db, CancellationToken ct) =>
        await db.Workshops.AnyAsync(w => w.Id == id, ct)
            ? await paging.ReadAsync(
                db.Groupings.Where(g => g.WorkshopId == id), g => g.Id,
                g => new GroupingListItem(
                    g.Id, g.Session, g.Size, g.Seed, g.Members.Select(m => m.Number).Distinct().Count(), g.DrawnAt), ct)
            : Refusal.NotFound("workshop").ToProblem();

    public static async Task<Results<Ok<GroupingView>, ProblemHttpResult>> Get(
        Guid id, Guid groupingId, WorkshopsDb db, CancellationToken ct)
    {
        var grouping = await db.Groupings.AsNoTracking().Include(g => g.Members)
            .SingleOrDefaultAsync(g => g.WorkshopId == id && g.Id == groupingId, ct);
        if (grouping is null) return Refusal.NotFound("grouping").ToProblem();
        var workshop = await db.Workshops.AsNoTracking().SingleAsync(w => w.Id == id, ct);
        var people = await db.SeatedAsync(workshop, [.. grouping.Members.Select(m => m.ParticipantId)], null, ct);
        return TypedResults.Ok(GroupingView.Of(grouping, people, await db.EarlierAsync(id, grouping, ct)));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> Discard(
        Guid id, Guid groupingId, WorkshopsDb db, CancellationToken ct) =>
        await db.Groupings.Where(g => g.WorkshopId == id && g.Id == groupingId).ExecuteDeleteAsync(ct) == 1
            ? TypedResults.NoContent()
            : Refusal.NotFound("grouping").ToProblem();

    public static async Task<Ok<List<MyGroupView>>> Mine(WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        List<Guid> me = [.. user.ParticipantIds()];
        return TypedResults.Ok(await (
            from grouping in db.Groupings
            join workshop in db.Workshops on grouping.WorkshopId equals workshop.Id
            from member in grouping.Members
            where me.Contains(member.ParticipantId)
            orderby grouping.DrawnAt descending
            select new MyGroupView(workshop.Id, workshop.Title, grouping.Session, member.Number, grouping.DrawnAt)).ToListAsync(ct));
    }

    /// <summary>Those of the project who are named, or who are booked and of whom nobody has said that they did not come.</summary>
    public static async Task<Dictionary<Guid, Seated>> SeatedAsync(
        this WorkshopsDb db, Workshop workshop, IReadOnlyList<Guid>? named, Attendance? attendance, CancellationToken ct)
    {
        var people = db.Participants.AsNoTracking().Where(p => p.ProjectId == workshop.ProjectId);
        if (named is not null)
        {
            List<Guid> ids = [.. named];
            people = people.Where(p => ids.Contains(p.Id));
        }
        if (named is null || attendance is not null)
            people = people.Where(p => db.Bookings.Any(b =>
                b.WorkshopId == workshop.Id && b.ParticipantId == p.Id && b.Presence != Presence.DidNotCome
                && (attendance == null || b.Attendance == attendance)));
        return await people
            .Select(p => new
            {
                p.Id, p.Perspectives,
                Organisation = db.Affiliations.Where(a => a.ParticipantId == p.Id).Select(a => a.OrganisationId).FirstOrDefault(),
            })
            .ToDictionaryAsync(p => p.Id, p => new Seated(p.Id, p.Perspectives, p.Organisation), ct);
    }

    /// <summary>Groups of rounds before one, or of all that there have been.</summary>
    public static async Task<List<IReadOnlyCollection<Guid>>> EarlierAsync(
        this WorkshopsDb db, Guid workshopId, Grouping? than, CancellationToken ct)
    {
        var groupings = db.Groupings.Where(g => g.WorkshopId == workshopId);
        if (than is not null) groupings = groupings.Where(g => g.DrawnAt < than.DrawnAt);
        var members = await groupings.SelectMany(g => g.Members).ToListAsync(ct);
        return [.. members.GroupBy(m => (m.GroupingId, m.Number))
            .Select(IReadOnlyCollection<Guid> (group) => [.. group.Select(m => m.ParticipantId)])];
    }
}
