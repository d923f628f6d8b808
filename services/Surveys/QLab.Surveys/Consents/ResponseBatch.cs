namespace QLab.Surveys.Consents;

/// <summary>
/// Responses to a confidential survey that may be used together or not at all: at least eight, so that whoever watches what comes and goes
/// with one person's consent sees eight come and go.
/// </summary>
sealed class ResponseBatch
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }

    /// <summary>Whether there are enough of them and everybody consents.</summary>
    public required bool Complete { get; init; }
}

/// <summary>That a response to a confidential survey belongs to a batch.</summary>
sealed class BatchedResponse
{
    public required Guid ResponseId { get; init; }

    /// <summary>Null while it waits for others.</summary>
    public Guid? BatchId { get; init; }
}
