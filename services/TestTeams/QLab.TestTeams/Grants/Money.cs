namespace QLab.TestTeams.Grants;

/// <summary>Amounts in the currencies of ISO 4217, with as many decimals as each has.</summary>
static class Money
{
    const decimal Largest = 999_999_999_999m;

    const string WithoutDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    const string WithThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";
    const string WithTwoDecimals =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK "
        + "DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT "
        + "LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR "
        + "RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES "
        + "WST XCD XCG YER ZAR ZMW ZWG";

    static readonly Dictionary<string, int> Decimals = new[] { (WithoutDecimals, 0), (WithTwoDecimals, 2), (WithThreeDecimals, 3) }
        .SelectMany(group => group.Item1.Split(' ').Select(code => (code, group.Item2)))
        .ToDictionary(pair => pair.code, pair => pair.Item2);

    /// <summary>Every fault of an amount and its currency, by JSON Pointer; both may be absent together.</summary>
    public static Dictionary<string, string[]> Faults(decimal? amount, string? currency)
    {
        var faults = new Dictionary<string, string[]>();
        if (amount is <= 0 or > Largest)
            faults["/amount"] = [$"An amount is above 0 and at most {Largest}."];
        if (amount is null && currency is not null)
            faults["/amount"] = ["A currency comes with an amount."];
        if (currency is null && amount is not null)
            faults["/currency"] = ["An amount comes with its currency."];
        else if (currency is not null && !Decimals.ContainsKey(currency))
            faults["/currency"] = ["Give a currency of ISO 4217, such as GBP."];
        else if (currency is not null && amount is { } given && decimal.Round(given, Decimals[currency]) != given)
            faults.TryAdd("/amount", [$"{currency} has {Decimals[currency]} decimals at most."]);
        return faults;
    }
}
