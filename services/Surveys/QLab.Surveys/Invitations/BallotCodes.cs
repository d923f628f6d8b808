using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QLab.Surveys.Responses;

namespace QLab.Surveys.Invitations;

/// <summary>
/// The code of each ballot follows from its number and two secrets, so that it can be sent again and stands nowhere. One is the
/// survey's and is destroyed with it; the other is the configuration's and stands in no database: neither is enough.
/// </summary>
sealed class BallotCodes(IConfiguration configuration)
{
    public const string Setting = "Ballots:Secret";
    const int ShortestSecret = 32;

    public string Of(BallotStock stock, int number)
    {
        var ours = HMACSHA256.HashData(Secret(), stock.Secret!);
        return Receipt.For(number.ToString(CultureInfo.InvariantCulture), stock.SurveyId, ours).ToString();
    }

    public byte[] HashOf(BallotStock stock, int number) => ReceiptCodes.HashOf(Of(stock, number))!;

    /// <summary>By which the secret is recognised and not found out.</summary>
    public byte[] Fingerprint() => HMACSHA256.HashData(Secret(), "fingerprint"u8);

    byte[] Secret() => configuration[Setting] switch
    {
        null or "" => throw new InvalidOperationException(
            "There is no Ballots:Secret. Start the platform with 'dotnet run --project AppHost', or set Ballots__Secret to a text of at "
            + "least 32 characters and keep it: the codes of invitations follow from it."),
        { Length: < ShortestSecret } => throw new InvalidOperationException($"{Setting} has fewer than {ShortestSecret} characters."),
        { } secret => Encoding.UTF8.GetBytes(secret),
    };
}
