using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.ReferenceData;
using QLab.Tabular;

namespace QLab.Surveys.Invitations;

public enum InvitedOutcome
{
    Invited,
    AlreadyInvited,

    /// <summary>The project has no such participant, or the news of them is on its way.</summary>
    Unknown,

    /// <summary>They have left the project.</summary>
    Left,

    /// <summary>This is no participantId.</summary>
    Malformed,
}

/// <param name="Line">The line of the file, or the place in the request, from 1.</param>
/// <param name="ParticipantId">Absent where there is none to be read.</param>
/// <param name="Code">Only when nothing is sent: hand it out, it is shown this once.</param>
sealed record InvitedLine(int Line, Guid? ParticipantId, InvitedOutcome Outcome, string? Code);

sealed record InvitedCounts(int Invited, int AlreadyInvited, int Unknown, int Left, int Malformed);

/// <param name="Sent">Whether messages are on their way; who may not be written to is passed over by the participants service.</param>
/// <param name="Reach">How many of those who are invited are reached, and why others are not; null where nothing is sent.</param>
sealed record InvitedReport(bool Sent, InvitedCounts Counts, IReadOnlyList<InvitedLine> Lines, ReachCounts? Reach)
{
    public static InvitedReport Of(bool sent, IReadOnlyList<InvitedLine> lines, ReachCounts? reach) =>
        new(
            sent,
            new(
                Count(lines, InvitedOutcome.Invited), Count(lines, InvitedOutcome.AlreadyInvited), Count(lines, InvitedOutcome.Unknown),
                Count(lines, InvitedOutcome.Left), Count(lines, InvitedOutcome.Malformed)),
            lines, reach);

    static int Count(IReadOnlyList<InvitedLine> lines, InvitedOutcome outcome) => lines.Count(line => line.Outcome == outcome);
}

/// <summary>Answers that may hold codes: as JSON or as a file for a mail merge, and kept by nobody on the way.</summary>
static class CodesOnce
{
    static readonly Table<InvitedLine> Table = new(
        new("line", ColumnType.Whole, (line, cell) => cell.Number(line.Line)),
        new("participantId", ColumnType.Text, (line, cell) => cell.Text(line.ParticipantId?.ToString() ?? "")),
        new("outcome", ColumnType.Choice, (line, cell) => cell.Text(JsonNamingPolicy.CamelCase.ConvertName(line.Outcome.ToString()))),
        new("code", ColumnType.Text, (line, cell) => cell.Text(line.Code ?? "")));

    public static Results<Ok<T>, ContentHttpResult> Of<T>(HttpContext http, T report, IEnumerable<InvitedLine> lines)
    {
        return WantsCsv(http.Request) ? TypedResults.Text(Csv(lines), "text/csv; charset=utf-8", Encoding.UTF8) : TypedResults.Ok(report);
    }

    static bool WantsCsv(HttpRequest request) =>
        request.GetTypedHeaders().Accept.FirstOrDefault()?.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase) == true;

    static string Csv(IEnumerable<InvitedLine> lines)
    {
        var file = new ArrayBufferWriter<byte>();
        Table.Write(new CsvTableWriter(new(file), Table.Names), lines);
        return Encoding.UTF8.GetString(file.WrittenSpan);
    }
}
