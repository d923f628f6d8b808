using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Participants.Group;

/// <summary>What others hear of a post: that it is there, and that it is a contribution.</summary>
static class PostEvents
{
    const string Service = "participants", Kind = "groupPost";

    public static void TellShown(this IEvents events, Post post)
    {
        events.Publish(new PostPublished(post.ProjectId, post.Id, post.AuthorId, post.Version, post.WrittenAt));
        events.Publish(new ContributionGiven(
            post.Id, post.ProjectId, post.AuthorId, Service, OriginId: post.ProjectId, Kind, Label: "a post in the online group",
            Noun: "group post", post.Version, post.WrittenAt));
    }

    public static void TellRemoved(this IEvents events, Post post, string reason, DateTimeOffset now)
    {
        events.Publish(new PostRemoved(post.ProjectId, post.Id, post.Version, reason, now));
        events.Publish(new ContributionWithdrawn(post.Id, post.ProjectId, Service, Kind, post.Version, now));
    }
}
