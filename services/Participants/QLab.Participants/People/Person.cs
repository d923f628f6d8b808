using QLab.ServiceDefaults.Persistence;

namespace QLab.Participants.People;

public enum PreferredContact
{
    Email,
    Post,
}

/// <summary>Somebody whom the Lab knows by name. Nothing in this class leaves the service in an event or a log.</summary>
sealed class Person : IVersioned
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>What others in the Lab see instead of the name, where somebody chose one.</summary>
    public string? DisplayName { get; set; }

    public required string Email
    {
        get;
        set
        {
            field = value;
            EmailKey = EmailAddress.KeyOf(value);
        }
    }

    /// <summary>Unique: two spellings of an address that differ in case are the same address.</summary>
    public string EmailKey { get; private set; } = "";

    /// <summary>The name as people search for it; the database makes it.</summary>
    public string NameKey { get; private init; } = "";

    public string? PostalAddress { get; set; }
    public required PreferredContact PreferredContact { get; set; }
    public required bool Simulated { get; init; }
    /// <summary>The organisation somebody belongs to, where they said so.</summary>
    public Guid? OrganisationId { get; set; }

    /// <summary>The language we write to them in, as a BCP 47 tag.</summary>
    public string Language { get; set; } = "en";

    /// <summary>The name under which the audit log knows the person; kept here alone.</summary>
    public Guid AuditId { get; private init; } = Guid.NewGuid();

    public required DateTimeOffset AddedAt { get; init; }
    public uint RowVersion { get; private set; }
}
