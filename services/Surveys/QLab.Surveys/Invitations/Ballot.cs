using System.Security.Cryptography;
using QLab.Surveys.Surveys;

namespace QLab.Surveys.Invitations;

/// <summary>The right to answer once. While it is there, it has not been used.</summary>
sealed class Ballot
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }

    /// <summary>That of the invitation that it was handed out with; null in an anonymous survey, where nobody can tell.</summary>
    public int? Number { get; set; }
}

/// <summary>The hash of a code that uses a ballot.</summary>
sealed class BallotToken
{
    public required byte[] TokenHash { get; init; }
    public required Guid BallotId { get; init; }
}

/// <summary>
/// The ballots of a survey. Those of an anonymous one are printed ahead, many at once, so that nothing is written to a ballot when
/// somebody is invited.
/// </summary>
sealed class BallotStock
{
    const int LeastAhead = 1_000;

    public required Guid SurveyId { get; init; }

    /// <summary>
    /// One half of what codes are made from. Without one, the survey is from before codes were made from anything, or it was anonymous
    /// and is closed.
    /// </summary>
    public byte[]? Secret { get; private set; }

    public int Printed { get; private set; }

    /// <summary>Numbers up to this one have been given to invitations.</summary>
    public int HandedOut { get; private set; }

    /// <summary>How many were invited, and had answered, when an anonymous survey was closed.</summary>
    public int? Invited { get; private set; }

    public int? Answered { get; private set; }

    public int Left => Printed - HandedOut;

    public void MakeSecret() => Secret = RandomNumberGenerator.GetBytes(32);

    /// <returns>The numbers of those that are printed because more are needed than are left.</returns>
    public IEnumerable<int> PrintMore(int needed, SurveyMode mode)
    {
        var first = Printed + 1;
        Printed += mode == SurveyMode.Anonymous ? Math.Max(LeastAhead, 2 * needed) : needed - Left;
        return Enumerable.Range(first, Printed - first + 1);
    }

    public int[] Take(int count)
    {
        var numbers = Enumerable.Range(HandedOut + 1, count).ToArray();
        HandedOut += count;
        RandomNumberGenerator.Shuffle(numbers.AsSpan());
        return numbers;
    }

    /// <summary>Nobody finds out any more which code was whose.</summary>
    public void Close(int invited, int answered) => (Secret, Invited, Answered) = (null, invited, answered);
}
