using QLab.ServiceDefaults.Printing;
using QLab.ServiceDefaults.Text;
using QRCoder;

namespace QLab.Workshops.Commitments;

/// <param name="Address">The lines of the address; null where it is written by hand.</param>
/// <param name="Number">What tells whoever writes the address which card it is, and nobody else.</param>
sealed record PrintedCard(
    string Workshop, DateOnly Day, IReadOnlyList<CardAnswer> Answers, string? Address, string Number, string Link);

/// <summary>A commitment card as a postcard of size A5: what was written in front, the address behind.</summary>
static class Postcard
{
    const double Width = 210, Height = 148, Margin = 12, Middle = 110;

    public static byte[] Print(IEnumerable<PrintedCard> cards, string language)
    {
        var words = PostcardWords.In(language);
        using var paper = new Paper(words.Title, words.Language);
        foreach (var card in cards)
        {
            Front(paper.Add(Width, Height), card, words);
            Back(paper.Add(Width, Height), card, words);
        }
        return paper.ToArray();
    }

    static void Front(Sheet sheet, PrintedCard card, PostcardWords words)
    {
        const double inside = Width - 2 * Margin;
        var top = sheet.Write(words.Title, Margin, Margin, inside, 18, bold: true);
        top = sheet.Write($"{card.Workshop}, {SpokenLanguages.Written(card.Day, words.Language)}", Margin, top, inside, 10) + 4;
        var size = 14.0;
        while (size > 7 && top + card.Answers.Sum(answer => HeightOf(answer, size)) > Height - Margin) size -= 0.5;
        foreach (var (question, answer) in card.Answers)
        {
            top = sheet.Write(question, Margin, top, inside, size, bold: true);
            top = sheet.Write(answer.Length > 0 ? answer : "–", Margin, top, inside, size) + 2;
        }

        double HeightOf(CardAnswer answer, double size) =>
            sheet.HeightOf(answer.Question, inside, size, bold: true) + sheet.HeightOf(answer.Answer, inside, size) + 2;
    }

    static void Back(Sheet sheet, PrintedCard card, PostcardWords words)
    {
        const double left = Middle - 2 * Margin, right = Width - Middle - 2 * Margin, stamp = 22, code = 34;
        var top = sheet.Write(words.Reminder, Margin, Margin, left, 11) + 4;
        sheet.Write(words.Ask, Margin, top, left, 11, bold: true);
        Code(sheet, card.Link, Margin, Height - Margin - code, code);
        sheet.Line(Middle, Margin, Middle, Height - Margin);
        sheet.Box(Width - Margin - stamp, Margin, stamp, stamp * 1.2);
        if (card.Address is { } address) sheet.Fit(address, Middle + Margin, Height / 2, right, Height / 2 - Margin, 13, 8);
        else
        {
            sheet.Write(card.Number, Middle + Margin, Height / 2, right, 8);
            for (var line = 0; line < 5; line++)
                sheet.Line(Middle + Margin, Height / 2 + 12 * (line + 1), Width - Margin, Height / 2 + 12 * (line + 1));
        }
    }

    /// <summary>The link as a QR code, for a telephone's camera.</summary>
    static void Code(Sheet sheet, string link, double left, double top, double size)
    {
        using var code = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var side = size / modules.Count;
        for (var row = 0; row < modules.Count; row++)
            for (int column = 0, run; column < modules.Count; column += Math.Max(run, 1))
            {
                for (run = 0; column + run < modules.Count && modules[row][column + run];) run++;
                if (run > 0) sheet.Fill(left + column * side, top + row * side, run * side, side);
            }
    }
}

/// <summary>What is printed on a postcard besides what somebody wrote.</summary>
sealed record PostcardWords(string Language, string Title, string Reminder, string Ask)
{
    static readonly PostcardWords English = new(
        "en", "What I want to do", "You wrote this card at the end of a workshop. Here it is again, as you asked.",
        "What became of it? The code leads to a page where you can tell us by one tap, without signing in.");

    static readonly PostcardWords Welsh = new(
        "cy", "Beth rwyf am ei wneud", "Ysgrifennoch y cerdyn hwn ar ddiwedd gweithdy. Dyma fe eto, fel y gofynnoch.",
        "Beth ddigwyddodd? Mae’r cod yn arwain at dudalen lle cewch ddweud wrthym ag un tap, heb fewngofnodi.");

    public static PostcardWords In(string language) => SpokenLanguages.Nearest(language) == "cy" ? Welsh : English;
}
