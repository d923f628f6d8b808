namespace QLab.Surveys.Imports;

public enum ImportState
{
    /// <summary>The file is coming in and its lines are checked. One that stays so was cut off: send it again under the same id.</summary>
    Receiving,

    /// <summary>A dry run is done.</summary>
    Checked,

    /// <summary>Something is wrong, so nothing of it is in the survey.</summary>
    Refused,

    /// <summary>Every line is good; all of them become responses in a moment.</summary>
    Waiting,

    /// <summary>Every line is a response.</summary>
    Imported,
}

/// <summary>A file of responses that were given elsewhere. All of it comes into the survey, or nothing.</summary>
sealed class Import
{
    public const int MostFaults = 1_000;

    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }
    public required bool DryRun { get; init; }

    /// <summary>What everybody whose response is in the file had consented to on its form, in an anonymous survey.</summary>
    public required string[] Consents { get; init; }

    public ImportState State { get; set; }

    /// <summary>SHA-256 of what was sent, so that the same file under the same id is the same import.</summary>
    public byte[]? Fingerprint { get; init; }

    /// <summary>How many lines have been read.</summary>
    public int Lines { get; init; }

    /// <summary>How many of them cannot be responses.</summary>
    public int Refused { get; set; }

    public int Imported { get; set; }

    /// <summary>The first of what is wrong; never what a line says.</summary>
    public required IReadOnlyList<ImportFault> Faults { get; set; }

    public required DateTimeOffset ReceivedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }

    public void Refuse(IReadOnlyList<ImportFault> faults, DateTimeOffset now) =>
        (State, Refused, Faults, FinishedAt) = (ImportState.Refused, faults.Select(fault => fault.Line).Distinct().Count(), [.. faults.Take(MostFaults)], now);
}

/// <summary>A line that was checked and waits for the others.</summary>
sealed class ImportLine
{
    public required Guid ImportId { get; init; }
    public required int Number { get; init; }
    public required Guid ResponseId { get; init; }
    public Guid? ParticipantId { get; init; }
    public required string Language { get; init; }
    public required string[] Quotas { get; init; }
    public required string Answers { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
}
