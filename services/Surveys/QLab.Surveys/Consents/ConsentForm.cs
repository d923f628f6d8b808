namespace QLab.Surveys.Consents;

/// <summary>
/// What a survey's form asks consent to, in one version of its wording; kept, because answers say which version they saw.
/// </summary>
sealed class ConsentForm
{
    public required Guid SurveyId { get; init; }
    public required int Version { get; init; }
    public required IReadOnlyList<FormConsent> Asked { get; init; }
}
