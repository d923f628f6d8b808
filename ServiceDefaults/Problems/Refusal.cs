using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace QLab.ServiceDefaults.Problems;

/// <summary>
/// An expected "no", told the same way everywhere: problem+json (RFC 9457) whose type is <c>urn:qlab:problem:</c> and a name that never
/// changes.
/// </summary>
/// <param name="Status">The HTTP status, 4xx.</param>
/// <param name="Name">The stable name, kebab-case; programs compare it.</param>
/// <param name="Detail">What is wrong and what to do, for a person.</param>
public sealed record Refusal(int Status, string Name, string Detail)
{
    /// <summary>The type of every problem of this kind.</summary>
    /// <param name="name">The stable name.</param>
    public static string TypeOf(string name) => $"urn:qlab:problem:{name}";

    /// <summary>404: there is no such thing, or not for this caller.</summary>
    /// <param name="what">The noun, as people say it: "survey".</param>
    public static Refusal NotFound(string what) =>
        new(StatusCodes.Status404NotFound, $"{what.Replace(' ', '-')}-not-found", $"There is no such {what}.");

    /// <summary>409: refused by a rule, or a race that somebody else won.</summary>
    /// <param name="name">The stable name.</param>
    /// <param name="detail">What is wrong and what to do.</param>
    public static Refusal Conflict(string name, string detail) => new(StatusCodes.Status409Conflict, name, detail);

    /// <summary>
    /// 409: the thing exists already, under the same id or the same name. Clients that repeat a request treat it as done.
    /// </summary>
    /// <param name="what">The noun, as people say it.</param>
    /// <param name="id">Its id, sent as <c>existingId</c>.</param>
    public static Refusal AlreadyExists(string what, Guid id) =>
        Conflict("already-exists", $"This {what} is there already; its id is in existingId.") with { ExistingId = id };

    /// <summary>
    /// 409 with <c>Retry-After</c>: the request names something that another service owns and that is not known here (yet).
    /// </summary>
    /// <param name="what">The noun, as people say it: "project".</param>
    public static Refusal NotKnownHere(string what) =>
        Conflict($"{what.Replace(' ', '-')}-not-known", $"This {what} is not known here. {MayBeOnItsWay}") with { RetryAfterSeconds = 1 };

    const string MayBeOnItsWay = "If it was made a moment ago, its news is on the way: try again in a second.";

    /// <summary>409 with <c>Retry-After</c>: somebody else changed the same thing at the same moment.</summary>
    public static Refusal LostRace =>
        Conflict("lost-race", "Somebody else changed the same thing at the same moment; try again.") with { RetryAfterSeconds = 1 };

    /// <summary>The id of what exists already, if that is the reason.</summary>
    public Guid? ExistingId { get; init; }

    /// <summary>When trying again may help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Further members of the problem (RFC 9457 §3.2), such as since when it is so.</summary>
    public IReadOnlyDictionary<string, object?> Members { get; init; } = new Dictionary<string, object?>();

    /// <summary>The answer for this refusal.</summary>
    public ProblemHttpResult ToProblem() => TypedResults.Problem(
        Detail, statusCode: Status, type: TypeOf(Name), title: Title(), extensions: Extensions());

    /// <summary>So that a handler can simply return the refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    public static implicit operator ProblemHttpResult(Refusal refusal) => refusal.ToProblem();

    string Title() => char.ToUpperInvariant(Name[0]) + Name[1..].Replace('-', ' ');

    Dictionary<string, object?> Extensions()
    {
        var extensions = new Dictionary<string, object?>(Members);
        if (ExistingId is { } id) extensions["existingId"] = id;
        if (RetryAfterSeconds is { } seconds) extensions["retryAfter"] = seconds;
        return extensions;
    }
}
