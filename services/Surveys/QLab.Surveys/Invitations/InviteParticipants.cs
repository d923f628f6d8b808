using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Invitations;

/// <param name="ParticipantIds">Participants of the survey's project, up to 1,000.</param>
/// <param name="Send">Whether each is written to; otherwise the codes are in the answer, once.</param>
[Example("""{ "participantIds": ["0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35"], "send": true }""")]
public sealed record InviteRequest(
    [property: Required, MinLength(1), MaxLength(1_000)] IReadOnlyList<Guid> ParticipantIds, bool Send = false);

static class InviteParticipants
{
    public static Task<IResult> Handle(Guid id, InviteRequest request, InviteList invite, HttpContext http, CancellationToken ct) =>
        invite.RunAsync(
            id, [.. request.ParticipantIds.Select((participant, i) => new ListedParticipant(i + 1, participant))], request.Send, http, ct);

    public static async Task<IResult> HandleList(
        Guid id, [Description("Whether each is written to; otherwise the codes are in the answer, once.")] bool? send, InviteList invite,
        HttpContext http, CancellationToken ct)
    {
        try
        {
            return await invite.RunAsync(id, await InviteeList.ReadAsync(http.Request.Body, ct), send ?? false, http, ct);
        }
        catch (UnreadableTableException unreadable)
        {
            return TypedResults.ValidationProblem(unreadable.Faults);
        }
    }
}

/// <param name="ParticipantId">Null where the line holds none.</param>
sealed record ListedParticipant(int Line, Guid? ParticipantId);

/// <summary>Invites a list of participants; those who cannot be are named, the others are invited.</summary>
sealed class InviteList(SurveysDb db, Ballots ballots, HandOut handOut, TimeProvider time)
{
    public async Task<IResult> RunAsync(
        Guid surveyId, IReadOnlyList<ListedParticipant> listed, bool send, HttpContext http, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var survey = (await db.Surveys.FromSql($"SELECT *, xmin FROM surveys WHERE id = {surveyId} FOR SHARE").AsNoTracking().ToListAsync(ct)).SingleOrDefault();
        if (survey is null) return Refusal.NotFound("survey").ToProblem();
        if (survey.IsClosed(time.GetUtcNow())) return SurveyErrors.NotOpenAt(survey, time.GetUtcNow()).ToProblem();
        if (survey.Access == SurveyAccess.Open) return InvitationErrors.OpenToAll.ToProblem();
        var key = send ? await handOut.KeyAsync(ct) : null;
        if (send && key is null) return InvitationErrors.NoKey.ToProblem();

        var present = await PresentAsync(survey.ProjectId, listed, ct);
        var bearers = await ballots.HandOutAsync(survey, [.. present.Where(known => known.Value).Select(known => known.Key)], ct);
        var invited = bearers.ToDictionary(bearer => bearer.ParticipantId);
        if (key is not null) await handOut.SendAsync(survey, "survey-invitation", invited.Values, key, ct);
        await db.SaveChangesAsync(ct);
        var reach = send ? await db.ReachAsync(survey.ProjectId, invited.Keys, ct) : null;
        await transaction.CommitAsync(ct);

        var lines = Report(listed, present, invited, showCodes: !send);
        return CodesOnce.Of(http, InvitedReport.Of(send, lines, reach), lines).Result;
    }

    /// <summary>
    /// Which of them are participants, and whether they still take part. Their rows stay locked, so that nobody leaves in between.
    /// </summary>
    async Task<Dictionary<Guid, bool>> PresentAsync(Guid projectId, IReadOnlyList<ListedParticipant> listed, CancellationToken ct)
    {
        Guid[] ids = [.. listed.Select(line => line.ParticipantId).OfType<Guid>().Distinct()];
        return await db.Participants.FromSql($"SELECT * FROM participants WHERE project_id = {projectId} AND id = ANY ({ids}) ORDER BY id FOR SHARE")
            .AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Present, ct);
    }

    static List<InvitedLine> Report(
        IReadOnlyList<ListedParticipant> listed, Dictionary<Guid, bool> present, Dictionary<Guid, Bearer> invited, bool showCodes)
    {
        var told = new HashSet<Guid>();
        return [.. listed.Select(line => line.ParticipantId switch
        {
            null => new InvitedLine(line.Line, null, InvitedOutcome.Malformed, null),
            { } id when !present.TryGetValue(id, out var stays) => new(line.Line, id, InvitedOutcome.Unknown, null),
            { } id when !present[id] => new(line.Line, id, InvitedOutcome.Left, null),
            { } id when invited.TryGetValue(id, out var bearer) && told.Add(id) =>
                new(line.Line, id, InvitedOutcome.Invited, showCodes ? bearer.Code : null),
            { } id => new(line.Line, id, InvitedOutcome.AlreadyInvited, null),
        })];
    }
}

/// <summary>A CSV file with a column participantId; others are passed over.</summary>
static class InviteeList
{
    const int MostLines = 10_000;

    /// <exception cref="UnreadableTableException">It is no such file.</exception>
    public static async Task<IReadOnlyList<ListedParticipant>> ReadAsync(Stream body, CancellationToken ct)
    {
        await using var file = await CsvFile.OpenAsync(body, ct: ct);
        var columns = file.Headers.Select((header, i) => (header, i))
            .Where(column => column.header.Equals("participantId", StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (columns is not [var (_, column)]) throw new UnreadableTableException(new Dictionary<string, string[]> { ["/participantId"] = ["The first line names one column participantId."] });

        var listed = new List<ListedParticipant>();
        while (await file.ReadAsync(ct))
        {
            if (listed.Count == MostLines)
                throw new UnreadableTableException($"The list has more than {MostLines} lines. Send it in parts.");
            listed.Add(new(file.Line, file.Fault is null && Guid.TryParse(file.Cell(column).Trim(), out var id) ? id : null));
        }
        return listed.Count > 0 ? listed : throw new UnreadableTableException("The list has no lines below its first one.");
    }
}
