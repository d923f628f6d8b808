using QLab.ServiceDefaults.Transfers;

namespace QLab.Participants.Imports;

public enum ImportState
{
    /// <summary>The dry run is under way: every import begins with it.</summary>
    Checking,

    /// <summary>The report can be read; nothing has been added yet.</summary>
    Checked,
    Applying,
    Applied,
}

/// <summary>What becomes of lines that look like somebody who is known.</summary>
public enum LookAlikes
{
    Skip,
    Add,
}

public enum LineOutcome
{
    Waiting,
    Ready,
    Refused,

    /// <summary>The same e-mail address is known, or stands further up in the file.</summary>
    Duplicate,

    /// <summary>The same name under another address.</summary>
    LooksLike,
    Added,
}

sealed record ImportTotals(int Ready = 0, int Refused = 0, int Duplicate = 0, int LooksLike = 0, int Added = 0)
{
    public ImportTotals Move(LineOutcome from, LineOutcome to) => from == to ? this : Count(from, -1).Count(to, 1);

    ImportTotals Count(LineOutcome outcome, int by) => outcome switch
    {
        LineOutcome.Ready => this with { Ready = Ready + by },
        LineOutcome.Refused => this with { Refused = Refused + by },
        LineOutcome.Duplicate => this with { Duplicate = Duplicate + by },
        LineOutcome.LooksLike => this with { LooksLike = LooksLike + by },
        LineOutcome.Added => this with { Added = Added + by },
        _ => this,
    };
}

/// <summary>
/// A list of people for one project. Read whole, then checked, and applied only when somebody has read the report and says so.
/// </summary>
sealed class Import : Transfer<ImportState>
{
    static readonly TimeSpan LinesKept = TimeSpan.FromDays(7);

    public required Guid ProjectId { get; init; }
    public LookAlikes LookAlikes { get; private set; }
    public required int Lines { get; set; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When its lines, which hold personal data, are taken out.</summary>
    public DateTimeOffset? LinesUntil { get; private set; }

    public ImportTotals Totals { get; private set; } = new();

    public void Apply(LookAlikes lookAlikes)
    {
        Begin(ImportState.Applying);
        (LookAlikes, LinesUntil) = (lookAlikes, null);
    }

    /// <summary>A line comes to its outcome, and the totals with it.</summary>
    public void Settle(ImportLine line, LineOutcome outcome)
    {
        Totals = Totals.Move(line.Outcome, outcome);
        line.Outcome = outcome;
    }

    /// <param name="position">The last line that the present run has dealt with.</param>
    public void Advance(int position, bool finished, DateTimeOffset now)
    {
        Done = finished ? Lines : position;
        if (!finished) return;
        Settle(State == ImportState.Checking ? ImportState.Checked : ImportState.Applied, now);
        LinesUntil = now + LinesKept;
    }
}

/// <summary>What a line says, column by column, as it stands there.</summary>
sealed record LineFields(
    string Name, string Email, string Perspectives,
    string? PostalAddress = null, string? PreferredContact = null, string? QMember = null, string? RemoteOnly = null,
    string? AccessNeeds = null, string? Organisation = null, string? Language = null,
    string? ConsentPurposes = null, string? ConsentSignedOn = null, string? ConsentForm = null, string? ConsentHeldBy = null);

/// <param name="Column">The column as the header calls it; empty for the line as a whole.</param>
/// <param name="Fault">What is wrong and what to do.</param>
sealed record LineFault(string Column, string Fault);

/// <summary>One line of a list: personal data, kept until the report has been read.</summary>
sealed class ImportLine
{
    public required Guid Id { get; init; }
    public required Guid ImportId { get; init; }

    /// <summary>The line of the file that it begins on.</summary>
    public required int Number { get; init; }

    public required int Position { get; init; }
    public required LineFields Fields { get; init; }
    public required string EmailKey { get; init; }
    public string NameKey { get; private init; } = "";
    public LineOutcome Outcome { get; set; }
    public required IReadOnlyList<LineFault> Reasons { get; set; }

    /// <summary>Who was added, or who has this e-mail address already.</summary>
    public Guid? OfPerson { get; set; }

    /// <summary>Who has the same name.</summary>
    public Guid? LikePerson { get; set; }

    /// <summary>The line further up that it repeats, or looks like.</summary>
    public int? OfLine { get; set; }

    public Guid? ParticipationId { get; set; }
}
