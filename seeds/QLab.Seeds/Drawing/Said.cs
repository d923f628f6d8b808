using QLab.Seeds.Facts;

namespace QLab.Seeds.Drawing;

/// <summary>The part of a text that speaks of a theme.</summary>
sealed record ThemedPassage(string Theme, int Start, int End);

/// <summary>A made-up text of one or two sentences, with the themes they speak of.</summary>
sealed record Said(string Text, IReadOnlyList<ThemedPassage> Passages)
{
    const int SecondThemePercent = 35;

    public static Said By(Chance chance, ThemeFacts first, IReadOnlyList<ThemeFacts> themes)
    {
        var text = chance.Pick(first.Voices);
        List<ThemedPassage> passages = [new(first.Code, 0, text.Length)];
        if (chance.Percent(SecondThemePercent))
        {
            var second = chance.Pick([.. themes.Where(theme => theme != first)]);
            var start = text.Length + 1;
            text = $"{text} {chance.Pick(second.Voices)}";
            passages.Add(new(second.Code, start, text.Length));
        }
        return new(text, passages);
    }
}
