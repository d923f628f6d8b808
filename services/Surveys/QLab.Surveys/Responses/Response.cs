using System.Text.Json;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Surveys.Responses;

/// <summary>What somebody answered: a contribution. Its id follows from a receipt code that only they know.</summary>
sealed class Response : IVersioned, IGiven
{
    public required Guid Id { get; init; }
    public required Guid SurveyId { get; init; }

    /// <summary>Rises with every change of any response, so that readers can go on from where they were.</summary>
    public long Position { get; private set; }

    /// <summary>Whose it is; null in an anonymous survey and after an erasure.</summary>
    public Guid? ParticipantId { get; private set; }

    /// <summary>
    /// What was ticked on its form: in an anonymous survey what it may be used for; in any other what its giver has told the Lab with it.
    /// </summary>
    public required string[] Consents { get; set; }

    /// <summary>The version of the wording that was ticked; null where nobody knows.</summary>
    public int? ConsentVersion { get; private set; }

    /// <summary>False while what was ticked in a confidential survey waits to be told with what others have ticked.</summary>
    public bool ConsentsTold { get; private set; }

    /// <summary>Rises whenever others are told of other consents.</summary>
    public int ContributionVersion { get; private set; }

    /// <summary>In which language it was given.</summary>
    public required string Language { get; init; }

    /// <summary>The participant's perspectives when it was given; empty in an anonymous survey.</summary>
    public required string[] Perspectives { get; init; }

    public required JsonDocument Answers { get; set; }

    /// <summary>Only the day (midnight UTC) in an anonymous survey.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Taken back: the answers are gone.</summary>
    public bool Withdrawn { get; private set; }

    public uint RowVersion { get; private set; }

    public void Agree(string[] consents, int version) =>
        (Consents, ConsentVersion, ContributionVersion) = (consents, version, ContributionVersion + 1);

    /// <summary>It is nobody's any more and says nothing.</summary>
    public void Withdraw(JsonDocument nothing) => (Withdrawn, ParticipantId, Answers) = (true, null, nothing);
}

/// <summary>What a response said before it was amended: from its position up to that of the amendment.</summary>
sealed class EarlierAnswers
{
    public required Guid ResponseId { get; init; }
    public required long Position { get; init; }
    public required long UntilPosition { get; init; }
    public required Guid SurveyId { get; init; }
    public required string Language { get; init; }
    public required JsonDocument Answers { get; set; }
}

/// <summary>Answers of somebody who has not finished, found again by a code that only they know.</summary>
sealed class SavedAnswers : IVersioned
{
    public required byte[] CodeHash { get; init; }
    public required Guid SurveyId { get; init; }
    public required string Language { get; set; }
    public required JsonDocument Answers { get; set; }
    public required DateOnly SavedOn { get; set; }
    public uint RowVersion { get; private set; }
}
