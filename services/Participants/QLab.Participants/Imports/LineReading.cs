using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Imports;

/// <summary>What a line means, under the same rules as a request that adds one person and lets them join.</summary>
sealed record LineReading(
    AddPersonRequest Person, IReadOnlyList<StatedPerspective> Perspectives, bool QMember, bool RemoteOnly, PaperConsents? Consents,
    IReadOnlyList<LineFault> Faults)
{
    static readonly string[] Yes = ["yes", "y", "true", "1"], No = ["no", "n", "false", "0", ""];

    public static LineReading Of(LineFields fields, DateTimeOffset now)
    {
        var faults = new List<LineFault>();
        var person = new AddPersonRequest(fields.Name, fields.Email)
        {
            PostalAddress = fields.PostalAddress, Language = fields.Language ?? "en",
            PreferredContact = Contact(fields.PreferredContact, faults), AccessNeeds = Parts(fields.AccessNeeds),
        };
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(person, new(person), results, validateAllProperties: true);
        faults.AddRange(results.Select(result => new LineFault(Column(result.MemberNames.First()), result.ErrorMessage!)));
        faults.AddRange(
            person.Faults().SelectMany(fault => fault.Value.Select(text => new LineFault(Column(fault.Key.TrimStart('/')), text))));
        return new(
            person, ReadPerspectives(fields.Perspectives, faults), Truth("q_member", fields.QMember, faults),
            Truth("remote_only", fields.RemoteOnly, faults), PaperConsents.Of(fields, now, faults), faults);
    }

    static IReadOnlyList<StatedPerspective> ReadPerspectives(string text, List<LineFault> faults)
    {
        var perspectives = new List<StatedPerspective>();
        foreach (var part in Parts(text))
        {
            var (kind, field) = part.Split(':', 2, StringSplitOptions.TrimEntries) is [var first, { Length: > 0 } second] ? (first, second) : (part.TrimEnd(':'), null);
            if (!Enum.TryParse<PerspectiveKind>(kind.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var known)
                || !Enum.IsDefined(known)
                || char.IsAsciiDigit(kind[0]))
                faults.Add(new("perspectives", "Perspectives are livedExperience, carer and professional:field, parted by semicolons."));
            else perspectives.Add(new(known, field));
        }
        if (perspectives.Count == 0 && faults.All(fault => fault.Column != "perspectives"))
            faults.Add(new("perspectives", "Say at least one: livedExperience, carer or professional:field."));
        faults.AddRange(StatedPerspective.Faults(perspectives).Values.Select(texts => new LineFault("perspectives", texts[0])));
        var fields = perspectives.Select(p => p.Field).OfType<string>();
        faults.AddRange(fields.Select(field => PlainText.Fault(field, StatedPerspective.LongestField, lines: false)).OfType<string>().Distinct()
            .Select(fault => new LineFault("perspectives", fault)));
        return perspectives;
    }

    static PreferredContact Contact(string? text, List<LineFault> faults)
    {
        switch (text?.ToLowerInvariant())
        {
            case null or "email" or "e-mail":
                return PreferredContact.Email;
            case "post":
                return PreferredContact.Post;
            default:
                faults.Add(new("preferred_contact", "The preferred contact is email or post."));
                return PreferredContact.Email;
        }
    }

    static bool Truth(string column, string? text, List<LineFault> faults)
    {
        var said = text?.ToLowerInvariant() ?? "";
        if (!Yes.Contains(said) && !No.Contains(said)) faults.Add(new(column, "Say yes or no."));
        return Yes.Contains(said);
    }

    static string[] Parts(string? text) => text?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The columns are called as the fields of the request, in snake case.</summary>
    static string Column(string member) => JsonNamingPolicy.SnakeCaseLower.ConvertName(member);
}
