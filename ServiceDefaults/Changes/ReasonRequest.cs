using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Http.Description;

namespace QLab.ServiceDefaults.Changes;

/// <summary>Why something that was recorded is taken back or ended.</summary>
/// <param name="Reason">Why, for those who read it later.</param>
[Example("""{ "reason": "It was recorded twice." }""")]
public sealed record ReasonRequest([property: Required, Reason] string Reason);

/// <summary>A reason for putting something right: 3 to 1,000 characters, not only spaces.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReasonAttribute : StringLengthAttribute
{
    /// <summary>The rule.</summary>
    public ReasonAttribute() : base(1_000) => MinimumLength = 3;
}
