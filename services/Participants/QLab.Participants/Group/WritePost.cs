using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Writing;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Group;

[Example("""{ "title": "Noise at night", "markdown": "What keeps you awake?" }""")]
public sealed record StartTopicRequest([property: Required, Text(200)] string Title, [property: Required, Written] string Markdown)
{
    /// <summary>Your own id for the topic, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }
}

[Example("""{ "markdown": "The light in the corridor." }""")]
public sealed record WritePostRequest([property: Required, Written] string Markdown)
{
    /// <summary>Your own id for the post, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The post of the same topic that it answers.</summary>
    public Guid? ReplyTo { get; init; }
}

/// <summary>Only ids: answers are remembered for 24 hours, and what people wrote need not be.</summary>
sealed record StartedTopic(Guid Id, Guid PostId);

sealed record WrittenPost(Guid Id, Guid TopicId);

static class WritePost
{
    public static async Task<Results<Created<StartedTopic>, ValidationProblem, ProblemHttpResult>> StartTopic(
        Guid projectId, StartTopicRequest request, ParticipantsDb db, GroupCallers callers, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        var (caller, refusal) = await callers.WriterAsync(projectId, ct);
        if (caller is null) return refusal!.ToProblem();
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Topics.AnyAsync(t => t.Id == id, ct)) return Refusal.AlreadyExists("topic", id).ToProblem();

        var now = time.GetUtcNow();
        db.Topics.Add(
            new Topic { Id = id, ProjectId = projectId, Title = request.Title, StartedBy = caller.ParticipationId, StartedAt = now });
        var post = New(Guid.CreateVersion7(), projectId, id, caller, request.Markdown, null, now);
        db.Posts.Add(post);
        events.TellShown(post);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/projects/{projectId}/group/topics/{id}/posts", new StartedTopic(id, post.Id));
    }

    public static async Task<Results<Created<WrittenPost>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid projectId, Guid topicId, WritePostRequest request, ParticipantsDb db, GroupCallers callers, IEvents events, TimeProvider time,
        CancellationToken ct)
    {
        var (caller, refusal) = await callers.WriterAsync(projectId, ct);
        if (caller is null) return refusal!.ToProblem();
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Posts.AnyAsync(p => p.Id == id, ct)) return Refusal.AlreadyExists("post", id).ToProblem();
        await using var transaction = await db.RequireTransactionAsync(ct);
        // Whoever locks the topic waits for what is being written, and what comes after sees the lock.
        var topic = (await db.Topics.FromSql($"SELECT *, xmin FROM group_topics WHERE id = {topicId} AND project_id = {projectId} FOR SHARE").AsNoTracking().ToListAsync(ct)).SingleOrDefault();
        if (topic is null) return Refusal.NotFound("topic").ToProblem();
        if (topic.Locked) return GroupErrors.Locked.ToProblem();
        if (request.ReplyTo is { } answered && !await db.Posts.AnyAsync(p => p.Id == answered && p.TopicId == topicId, ct))
            return TypedResults.ValidationProblem(
                new Dictionary<string, string[]> { ["/replyTo"] = ["There is no such post in this topic."] });

        var post = New(id, projectId, topicId, caller, request.Markdown, request.ReplyTo, time.GetUtcNow());
        db.Posts.Add(post);
        events.TellShown(post);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/participants/v1/projects/{projectId}/group/posts/{id}", new WrittenPost(id, topicId));
    }

    static Post New(Guid id, Guid project, Guid topic, GroupCaller caller, string markdown, Guid? replyTo, DateTimeOffset now) => new()
    {
        Id = id, ProjectId = project, TopicId = topic, ReplyTo = replyTo, AuthorId = caller.ParticipationId, ByLab = caller.IsLab,
        Markdown = markdown, WrittenAt = now,
    };
}
