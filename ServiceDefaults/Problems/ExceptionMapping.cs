using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace QLab.ServiceDefaults.Problems;

/// <summary>The one place where an exception becomes a client's answer; what is not listed is a 500 without detail.</summary>
sealed class ExceptionMapping(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var problem = exception is BadHttpRequestException { InnerException: JsonException json }
            ? await UnreadableJson.ProblemAsync(json, http, endpoint) : Map(exception, endpoint);
        http.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem, Exception = exception });
    }

    static ProblemDetails Map(Exception exception, Endpoint? endpoint) => exception switch
    {
        BadHttpRequestException { StatusCode: 400 } bad =>
            UnboundParameter.Problem(bad.Message, endpoint) ?? new() { Status = 400, Detail = InPlainWords(bad.Message) },
        BadHttpRequestException bad => new() { Status = bad.StatusCode },
        DbUpdateConcurrencyException =>
            Problem(412, "changed-meanwhile", "Somebody changed this after you read it. Read it again and send the new ETag in If-Match."),
        _ when Find<PostgresException>(exception) is { } refused => FromDatabase(refused),
        _ when Find<NpgsqlException>(exception) is { IsTransient: true } => new() { Status = 503 },
        _ => new() { Status = 500 },
    };

    static string InPlainWords(string message) =>
        message.StartsWith("Implicit body inferred", StringComparison.Ordinal) || message.EndsWith("was not provided from body.", StringComparison.Ordinal)
            ? "Send a JSON object as the body." : message;

    static ProblemDetails FromDatabase(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => Problem(409, "already-exists", "There is one like this already."),
        PostgresErrorCodes.ForeignKeyViolation =>
            Problem(409, "not-known", "The request refers to something that does not exist (any more)."),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
            Problem(409, "lost-race", "Somebody else changed the same thing at the same moment; try again."),
        PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire =>
            Problem(400, "unusable-text", "A text holds a character that cannot be stored, such as U+0000."),
        ['2', '2', ..] => Problem(400, "unusable-value", "A value is outside what can be stored: a number, a date or a text."),
        _ when refused.IsTransient => new() { Status = 503 },
        _ => new() { Status = 500 },
    };

    static ProblemDetails Problem(int status, string name, string detail) => new()
    {
        Status = status, Type = Refusal.TypeOf(name), Title = char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' '), Detail = detail,
    };

    static T? Find<T>(Exception? exception) where T : Exception =>
        exception is null or T ? exception as T : Find<T>(exception.InnerException);
}
