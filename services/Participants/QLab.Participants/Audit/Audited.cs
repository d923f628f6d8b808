namespace QLab.Participants.Audit;

/// <summary>Marks an endpoint that touches personal data.</summary>
sealed record TouchesPersonalData;

static class AuditedExtensions
{
    /// <summary>Such an endpoint either refuses or leaves an entry in the audit log; a handler that forgets it fails.</summary>
    public static TBuilder Audited<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new TouchesPersonalData()).AddEndpointFilter(async (context, next) =>
        {
            var answer = await next(context);
            var outcome = answer is INestedHttpResult nested ? nested.Result : answer;
            var refused = outcome is IStatusCodeHttpResult { StatusCode: >= 400 };
            if (!refused && !context.HttpContext.RequestServices.GetRequiredService<AuditLog>().HasEntry)
                throw new InvalidOperationException($"{context.HttpContext.GetEndpoint()?.DisplayName} shows or changes personal data and left no audit entry.");
            return answer;
        });
}
