using QLab.Participants.Audit;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Group;

static class GroupEndpoints
{
    public static void AddGroups(this IServiceCollection services)
    {
        services.AddScoped<GroupCallers>();
        services.AddScoped<ModeratePost>();
    }

    public static void MapGroups(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/projects/{projectId:guid}/group")
            .WithTag("Online group", "Where the participants of a project talk with each other, and how that is moderated.");
        var reading = group.MapGroup("").RequireAnyScope("me", "participants:read");
        reading.MapGet("rules", AgreeToRules.Read).WithName("readGroupRules").WithSummary("The house rules of today");
        reading.MapGet("topics", ReadPosts.Topics).WithName("listTopics").WithSummary("Topics");
        reading.MapGet("topics/{topicId:guid}/posts", ReadPosts.List).WithSummary("The posts of a topic, oldest first");
        reading.MapGet("posts/{postId:guid}", ReadPosts.Get).WithSummary("One post");

        var writing = group.MapGroup("").RequireAnyScope("me", "participants:write");
        writing.MapPost("rules/agree", AgreeToRules.Handle)
            .WithSummary("A participant agrees to the house rules, and says under which name");
        writing.MapPost("topics", WritePost.StartTopic).WithName("startTopic").WithSummary("Starts a topic with its first post");
        writing.MapPost("topics/{topicId:guid}/posts", WritePost.Handle).WithSummary("Writes a post, or answers one");
        writing.MapPut("posts/{postId:guid}", ChangePost.Edit).WithSummary("Corrects one's own post, for 15 minutes");
        writing.MapDelete("posts/{postId:guid}", ChangePost.TakeBack).WithSummary("Takes back one's own post");
        writing.MapPost("posts/{postId:guid}/reactions", ReactToPost.React).WithSummary("Reacts to a post, or takes the reaction back");
        writing.MapPost("posts/{postId:guid}/reports", ReactToPost.Report).WithName("reportPost").WithSummary("Reports a post to the Lab");

        group.MapPost("rules", AgreeToRules.Write).WithName("writeGroupRules").RequireScope("participants:write")
            .WithSummary("Writes the house rules anew; everybody is asked again");
        group.MapPost("end", EndGroup.Handle).RequireScope("participants:write").Audited()
            .WithSummary("Ends the online group: it can be read and not written to");
        var moderating = group.MapGroup("").RequireScopeOrRole("participants:write", QLab.ServiceDefaults.Security.Roles.Facilitator);
        moderating.MapPost("topics/{topicId:guid}/lock", LockTopic.Lock).WithSummary("Locks a topic: it can be read and not written to");
        moderating.MapPost("topics/{topicId:guid}/unlock", LockTopic.Unlock).WithSummary("Opens a topic again");
        group.MapGet("reports", ReadReports.List)
            .RequireScopeOrRole("participants:read", QLab.ServiceDefaults.Security.Roles.Facilitator)
            .Audited()
            .WithSummary("What was reported, with the posts");
        moderating.MapPost("reports/{reportId:guid}/dismiss", ModeratePost.Dismiss).WithName("dismissReport").Audited()
            .WithSummary("Settles a report and leaves the post as it is");
        moderating.MapPost("posts/{postId:guid}/hide", ModeratePost.Hide)
            .Audited()
            .WithSummary("Takes a post out of sight for now; its author is told why");
        moderating.MapPost("posts/{postId:guid}/restore", ModeratePost.Restore).Audited().WithSummary("Shows a post again");
        moderating.MapPost("posts/{postId:guid}/remove", ModeratePost.Remove)
            .Audited()
            .WithSummary("Removes a post; its author is told why");
    }
}

static class GroupErrors
{
    public static Refusal NotAMember => new(403, "not-a-member", "The online group is for those who take part in the project now.");
    public static Refusal RulesNotAccepted =>
        Refusal.Conflict("rules-not-accepted", "Read the house rules and agree to them first; there may be a new version.");
    public static Refusal RulesHaveChanged => Refusal.Conflict("rules-changed", "These are not the house rules of today; read them again.");
    public static Refusal Locked => Refusal.Conflict("topic-locked", "This topic is locked: it can be read and not written to.");
    public static Refusal Ended(string reason) =>
        Refusal.Conflict("group-ended", $"The Lab has ended this group, which can still be read: {reason}");
    public static Refusal NotYours => new(403, "not-the-author", "Only who wrote a post can change it or take it back.");
    public static Refusal TooLate =>
        Refusal.Conflict("too-late-to-edit", "A post can be changed for 15 minutes, while it is shown. It can still be taken back.");
    public static Refusal NotShown => Refusal.Conflict("post-not-shown", "This post is not shown any more.");
    public static Refusal NoSuchState =>
        Refusal.Conflict("post-state", "The post is in a state in which this cannot be done; read it again.");
    public static Refusal AlreadyReported => Refusal.Conflict("already-reported", "You have reported this post; somebody will look at it.");
    public static Refusal Settled => Refusal.Conflict("report-settled", "This report has been settled.");
    public static Refusal NameTaken => Refusal.Conflict("name-taken", "Somebody else in this group goes by that name; choose another.");
}
