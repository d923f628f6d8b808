using QLab.ServiceDefaults.Problems;

namespace QLab.Participants.Group;

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
