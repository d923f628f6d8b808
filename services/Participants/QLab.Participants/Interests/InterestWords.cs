using QLab.Participants.Participations;

namespace QLab.Participants.Interests;

/// <summary>What the pages of an expression of interest say.</summary>
sealed record InterestWords(
    string Language, string Title, string Lab, string Said, string PutForwardBy, string Name, string Perspective, string Why, string Ask,
    string Yes, string No, string Thanks, string WillAnswer, string TakeBack, string HasAnswered, string Gone, string IsDeleted,
    string LinkNotValid, string LivedExperience, string Carer, string Professional)
{
    static readonly InterestWords English = new(
        "en", "Would you like to take part?", "Lab",
        "Somebody has left this name and address, to say that they would like to take part.",
        "{0} has put you forward. If you take part, {0} sees that you do, what you agree to, and can book places for you.",
        "Name", "How you would take part", "Why",
        "Is this right, and would you like to take part? The Lab answers by mail. If it is not right, delete it and write to the Lab.",
        "Yes, I would like to take part", "No, delete this now", "Thank you",
        "The Lab has what you said, and answers by mail. Until then you can take it back here.", "Delete what I said",
        "The Lab has answered this. What you said here is deleted by itself, 30 days after the answer.",
        "It is gone", "What was said here has been deleted.",
        "This link is not valid, or no longer: after 7 days without an answer, what was said is deleted.",
        "lived experience", "carer", "professional");

    static readonly InterestWords Welsh = new(
        "cy", "Hoffech chi gymryd rhan?", "Lab",
        "Mae rhywun wedi gadael yr enw a'r cyfeiriad hwn, i ddweud yr hoffent gymryd rhan.",
        "Mae {0} wedi rhoi eich enw ymlaen. Os cymerwch ran, bydd {0} yn gweld eich bod yn gwneud hynny, i beth rydych yn cytuno, ac yn "
        + "gallu cadw lleoedd i chi.",
        "Enw", "Sut y byddech yn cymryd rhan", "Pam",
        "A yw hyn yn gywir, ac a hoffech gymryd rhan? Bydd y Lab yn ateb drwy e-bost. Os nad yw'n gywir, dilëwch ef ac ysgrifennwch "
        + "at y Lab.",
        "Hoffwn, rwyf am gymryd rhan", "Na, dilëwch hwn nawr", "Diolch",
        "Mae'r hyn a ddywedoch gan y Lab, a bydd yn ateb drwy e-bost. Tan hynny gallwch ei dynnu'n ôl yma.", "Dileu'r hyn a ddywedais",
        "Mae'r Lab wedi ateb hwn. Caiff yr hyn a ddywedoch yma ei ddileu ohono'i hun, 30 diwrnod ar ôl yr ateb.",
        "Mae wedi mynd", "Mae'r hyn a ddywedwyd yma wedi'i ddileu.",
        "Nid yw'r ddolen hon yn ddilys, neu nid yw mwyach: ar ôl 7 diwrnod heb ateb, caiff yr hyn a ddywedwyd ei ddileu.",
        "profiad bywyd", "gofalwr", "proffesiynol");

    public static InterestWords In(string language) => language == "cy" ? Welsh : English;

    public string PutForward(string partner) => PutForwardBy.Replace("{0}", partner, StringComparison.Ordinal);

    public string Of(Perspective perspective) => perspective switch
    {
        { Kind: PerspectiveKind.LivedExperience } => LivedExperience,
        { Kind: PerspectiveKind.Carer } => Carer,
        { Field: { } field } => $"{Professional} ({field})",
        _ => Professional,
    };
}
