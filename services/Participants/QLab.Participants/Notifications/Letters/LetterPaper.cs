using QLab.Participants.Notifications.Templates;
using QLab.ServiceDefaults.Printing;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Notifications.Letters;

/// <summary>A message to somebody who prefers post: the words of the mail, and where they go.</summary>
sealed record Letter(string Name, string PostalAddress, FilledTemplate Content)
{
    public bool CanBePrinted => ((string[])[Name, PostalAddress, Content.Subject, Content.Text]).All(Paper.CanPrint);
}

/// <summary>
/// Letters on A4, each on pages of its own, folded twice for a DL envelope: the address stands in its window, 20 mm from the left and 47 to
/// 77 mm from the top.
/// </summary>
static class LetterPaper
{
    const double Width = 210, Height = 297, Left = 25, Column = 160, Bottom = 272;
    const double WindowLeft = Left, WindowTop = 47, WindowWidth = 80, WindowHeight = 30, BodyTop = 98, NextPageTop = 25;
    const double Small = 8, Normal = 11, SmallestAddress = 7;

    public static byte[] Print(IReadOnlyList<Letter> letters, string sender, DateTimeOffset now)
    {
        using var paper = new Paper(sender, letters.Count > 0 ? letters[0].Content.Language : "en");
        foreach (var letter in letters) Add(paper, letter, sender, DateOnly.FromDateTime(now.UtcDateTime));
        if (letters.Count == 0) paper.Add(Width, Height);
        return paper.ToArray();
    }

    static void Add(Paper paper, Letter letter, string sender, DateOnly today)
    {
        var sheet = paper.Add(Width, Height);
        sheet.Write(sender, Left, 20, Column, Small);
        sheet.Fit($"{letter.Name}\n{letter.PostalAddress}", WindowLeft, WindowTop, WindowWidth, WindowHeight, Normal, SmallestAddress);
        sheet.Write(SpokenLanguages.Written(today, letter.Content.Language), Left, 84, Column, Normal);
        var top = sheet.Write(letter.Content.Subject, Left, BodyTop, Column, Normal, bold: true) + 4;
        foreach (var line in letter.Content.Text.TrimEnd().Split('\n'))
        {
            if (top + sheet.HeightOf(line, Column, Normal) > Bottom) (sheet, top) = (paper.Add(Width, Height), NextPageTop);
            top = sheet.Write(line, Left, top, Column, Normal);
        }
    }
}
