namespace QLab.Coding;

/// <summary>Which text it is that words stand in.</summary>
/// <param name="OriginId">What it was given in: a survey, an interview.</param>
/// <param name="ContributionId">The contribution that it is part of: a response, what somebody said.</param>
/// <param name="Part">Which part of the contribution it is: the question that it answers, the number of the turn.</param>
public readonly record struct TextPlace(Guid OriginId, Guid ContributionId, string Part);
