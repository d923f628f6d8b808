using System.ComponentModel.DataAnnotations;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.People;

/// <summary>What adding and correcting a person have in common.</summary>
public abstract record PersonDetails([property: Text(200)] string Name, [property: Email] string Email)
{
    /// <summary>What others in the Lab see instead of the name.</summary>
    [Text(80)]
    public string? DisplayName { get; init; }

    [Text(500, Lines = true)]
    public string? PostalAddress { get; init; }

    public PreferredContact PreferredContact { get; init; } = PreferredContact.Email;

    /// <summary>The language to write to them in, as a BCP 47 tag: en, cy, pt-BR.</summary>
    [StringLength(35), RegularExpression("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$", ErrorMessage = "A language is a BCP 47 tag such as en, cy or pt-BR.")]
    public string Language { get; init; } = "en";

    /// <summary>Every fault between the fields at once, by JSON Pointer.</summary>
    internal Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        if (PreferredContact == PreferredContact.Post && PostalAddress is null)
            faults["/postalAddress"] = ["Who prefers post has a postal address."];
        return faults;
    }

    internal void ApplyTo(Person person)
    {
        person.Name = Name;
        person.Email = Email;
        person.DisplayName = DisplayName;
        person.PostalAddress = PostalAddress;
        person.PreferredContact = PreferredContact;
        person.Language = Language;
    }
}
