using QLab.Participants.Notifications.Templates;

namespace QLab.Participants.Notifications.Mail;

/// <summary>A mail to one reader, before it is put into its form.</summary>
sealed record OutgoingMail(
    string ToName, string ToAddress, FilledTemplate Content, DateTimeOffset At, IReadOnlyDictionary<string, string> Headers);

enum DeliveryKind
{
    Delivered,

    /// <summary>Not now; try later.</summary>
    Deferred,

    /// <summary>Not this mail, ever.</summary>
    Refused,

    /// <summary>It was handed over and the answer is missing.</summary>
    Uncertain,
}

sealed record DeliveryResult(DeliveryKind Kind, string? Reason = null)
{
    public static readonly DeliveryResult Delivered = new(DeliveryKind.Delivered);
    public static readonly DeliveryResult Unusable = new(DeliveryKind.Refused, "The address cannot be written to a mail server.");
}

/// <summary>The way out.</summary>
interface IMailDelivery
{
    /// <summary>Says what became of it and does not throw for anything that a mail server may do.</summary>
    Task<DeliveryResult> DeliverAsync(Guid id, OutgoingMail mail, CancellationToken ct);

    /// <summary>Whether an attempt that was cut off has delivered; null when that cannot be known.</summary>
    ValueTask<bool?> HasArrivedAsync(Guid id);

    /// <summary>Takes back what it keeps of these mails.</summary>
    ValueTask ForgetAsync(IReadOnlyCollection<Guid> ids);
}
