using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Transfers;
using QLab.Surveys.Consents;
using QLab.Tabular;

namespace QLab.Surveys.Exports;

public enum ExportFormat
{
    /// <summary>A line for each response, columns for each question.</summary>
    CsvWide,

    /// <summary>A line for each answer.</summary>
    CsvLong,

    /// <summary>What each column of wide data means, as CSV.</summary>
    Codebook,

    /// <summary>A JSON object for each response, one in a line.</summary>
    JsonLines,

    /// <summary>SPSS syntax that reads <see cref="SpssData"/> and labels it.</summary>
    SpssSyntax,

    /// <summary>Wide data with numbers for choices, as the syntax expects it.</summary>
    SpssData,

    /// <summary>A FHIR R4 bundle of QuestionnaireResponses.</summary>
    FhirBundle,
}

public enum ExportState
{
    /// <summary>Frozen; nobody has fetched it yet.</summary>
    Ready,

    /// <summary>Somebody is fetching it.</summary>
    Running,

    /// <summary>The last download went through to the end.</summary>
    Complete,

    /// <summary>The last download ended early: the client went away, or the service stopped.</summary>
    Interrupted,
}

/// <summary>What was asked for, as of which position; the content is written anew for each download.</summary>
sealed class Export : Transfer<ExportState>, IVersioned
{
    public required Guid SurveyId { get; init; }
    public required ExportFormat Format { get; init; }
    public required string? Language { get; init; }
    public required Delimiter Delimiter { get; init; }

    /// <summary>Whether a byte order mark comes first, by which spreadsheets know that it is UTF-8.</summary>
    public required bool Bom { get; init; }

    public required long AsOf { get; init; }
    public required DateTimeOffset FrozenAt { get; init; }
    public required long Rows { get; init; }

    /// <summary>How many more were nobody's when it was frozen, because people had been erased.</summary>
    public required long RowsOfNobody { get; init; }

    /// <summary>How many more it leaves out, as of the last download or, before one, when it was frozen.</summary>
    public LeftOut? LeftOut { get; init; }

    public long WithdrawnSince { get; private set; }
    public long ErasedSince { get; private set; }
    public DateTimeOffset? StartedAt { get; private set; }
    public uint RowVersion { get; private set; }
}
