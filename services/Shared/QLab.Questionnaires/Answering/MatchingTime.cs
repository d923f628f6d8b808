using System.Diagnostics;
using System.Text.RegularExpressions;

namespace QLab.Questionnaires.Answering;

/// <summary>
/// How long all answers of one request may be held against the patterns of their questions, however many there are: what comes after is
/// taken not to fit.
/// </summary>
sealed class MatchingTime(TimeSpan longest)
{
    readonly Stopwatch spent = new();

    public MatchingTime() : this(TimeSpan.FromSeconds(1)) { }

    public bool Fits(string text, Regex pattern)
    {
        if (spent.Elapsed > longest) return false;
        spent.Start();
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
        finally
        {
            spent.Stop();
        }
    }
}
