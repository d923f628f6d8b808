using QLab.ServiceDefaults.Text;

namespace QLab.Surveys.Surveys;

/// <summary>What the page of a survey says of itself, in one language.</summary>
sealed record PageWords(string Language)
{
    public required string Lab { get; init; }
    public required string Simulated { get; init; }
    public required string Purpose { get; init; }
    public required string Anonymous { get; init; }
    public required string Reminded { get; init; }
    public required string Confidential { get; init; }
    public required string Identified { get; init; }
    public required string Minutes { get; init; }
    public required string LastDay { get; init; }
    public required string Contact { get; init; }
    public required string Asks { get; init; }
    public required string Answering { get; init; }
    public required string Opens { get; init; }
    public required string Closed { get; init; }
    public required string WithCode { get; init; }
    public required string WithoutCode { get; init; }
    public required string Programs { get; init; }
    public required string Questions { get; init; }
    public required string Description { get; init; }

    /// <summary>What is kept of who answers, as the survey really does it.</summary>
    public string Promise(Survey survey) => survey.Mode switch
    {
        SurveyMode.Anonymous => survey.Access == SurveyAccess.Invited ? $"{Anonymous} {Reminded}" : Anonymous,
        SurveyMode.Confidential => Confidential,
        _ => Identified,
    };

    public static PageWords In(string language) => SpokenLanguages.Nearest(language) == "cy" ? Welsh : English;

    static PageWords English { get; } = new("en")
    {
        Lab = "The Lab",
        Simulated = "Everybody and everything in this Lab is made up.",
        Purpose = "What it is for",
        Anonymous = "This survey is anonymous: nobody can tell which answers are yours.",
        Reminded = "A reminder may reach you after you have answered: those who have are left out of reminders only eight or more at a "
            + "time, so that reminders give nobody away.",
        Confidential = "This survey is confidential: your answers are kept under a number instead of your name. "
            + "Whoever reads them is not told whose they are; only the few people whom the Lab has named for it can find out, "
            + "for example to delete your answers if you ask for that.",
        Identified = "This survey is not anonymous: the people who run the Lab see that your answers are yours.",
        Minutes = "Time it takes, about",
        LastDay = "Last day to answer",
        Contact = "Questions",
        Asks = "What it asks",
        Answering = "How to answer",
        Opens = "It opens on",
        Closed = "It is closed and takes no more answers.",
        WithCode = "You need the code from your invitation; it is good for one response, and whoever has it can answer in your place.",
        WithoutCode = "You need no code.",
        Programs = "Answers are sent to this address, by the website of the Lab or by any other program:",
        Questions = "the questions for programs",
        Description = "how programs send answers",
    };

    static PageWords Welsh { get; } = new("cy")
    {
        Lab = "Y Lab",
        Simulated = "Mae pawb a phopeth yn y Lab hwn yn ddychmygol.",
        Purpose = "Ei ddiben",
        Anonymous = "Mae'r arolwg hwn yn ddienw: ni all neb ddweud pa atebion yw eich rhai chi.",
        Reminded = "Gall nodyn atgoffa eich cyrraedd ar ôl i chi ateb: dim ond wyth neu fwy ar y tro o'r rhai sydd wedi ateb sy'n cael "
            + "eu hepgor, fel nad yw nodiadau atgoffa yn datgelu neb.",
        Confidential = "Mae'r arolwg hwn yn gyfrinachol: cedwir eich atebion o dan rif yn lle eich enw. "
            + "Ni ddywedir wrth y rhai sy'n eu darllen pwy a'u rhoddodd; dim ond yr ychydig bobl y mae'r Lab wedi'u henwi ar gyfer hynny "
            + "sy'n gallu darganfod, er enghraifft i ddileu eich atebion os gofynnwch am hynny.",
        Identified = "Nid yw'r arolwg hwn yn ddienw: mae'r bobl sy'n rhedeg y Lab yn gweld mai chi a roddodd eich atebion.",
        Minutes = "Amser sydd ei angen, tua",
        LastDay = "Diwrnod olaf i ateb",
        Contact = "Cwestiynau",
        Asks = "Beth mae'n ei ofyn",
        Answering = "Sut i ateb",
        Opens = "Bydd yn agor ar",
        Closed = "Mae wedi cau ac nid yw'n derbyn rhagor o atebion.",
        WithCode = "Mae angen y cod o'ch gwahoddiad; mae'n ddilys ar gyfer un ymateb, a gall pwy bynnag sydd ag ef ateb yn eich lle.",
        WithoutCode = "Nid oes angen cod.",
        Programs = "Anfonir atebion i'r cyfeiriad hwn, gan wefan y Lab neu gan unrhyw raglen arall:",
        Questions = "y cwestiynau ar gyfer rhaglenni",
        Description = "sut mae rhaglenni'n anfon atebion",
    };
}
