using QLab.ServiceDefaults.Transfers;

namespace QLab.Surveys.Imports;

public enum ImportState
{
    /// <summary>The file is coming in and its lines are checked.</summary>
    Receiving,

    /// <summary>A dry run is done.</summary>
    Checked,

    /// <summary>Something is wrong, so nothing of it is in the survey.</summary>
    Refused,

    /// <summary>Every line is good; all of them become responses in a moment.</summary>
    Waiting,

    /// <summary>Every line is a response.</summary>
    Imported,

    /// <summary>The file was cut off on its way in, and nothing of it is kept: send it again under the same id.</summary>
    Interrupted,
}

/// <summary>A file of responses that were given elsewhere. All of it comes into the survey, or nothing.</summary>
sealed class Import : Transfer<ImportState>
{
    public const int MostFaults = 1_000;

    public required Guid SurveyId { get; init; }
    public required bool DryRun { get; init; }

    /// <summary>What everybody whose response is in the file had consented to on its form, in an anonymous survey.</summary>
    public required string[] Consents { get; init; }

    /// <summary>SHA-256 of what was sent, so that the same file under the same id is the same import.</summary>
    public byte[]? Fingerprint { get; init; }

    /// <summary>How many lines cannot be responses.</summary>
    public int Refused { get; private set; }

    public int Imported { get; private set; }

    /// <summary>The first of what is wrong; never what a line says.</summary>
    public required IReadOnlyList<ImportFault> Faults { get; set; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Whether the file has not been read to its end yet.</summary>
    public bool IsIncomplete => State is ImportState.Receiving or ImportState.Interrupted;

    public void Refuse(IReadOnlyList<ImportFault> faults, DateTimeOffset now)
    {
        Settle(ImportState.Refused, now);
        (Refused, Faults) = (faults.Select(fault => fault.Line).Distinct().Count(), [.. faults.Take(MostFaults)]);
    }

    public void Store(int responses, DateTimeOffset now)
    {
        Settle(ImportState.Imported, now);
        Imported = responses;
    }
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
