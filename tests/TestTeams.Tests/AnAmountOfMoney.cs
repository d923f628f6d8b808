using System.Globalization;
using QLab.TestTeams.Grants;

namespace QLab.TestTeams.Tests;

public sealed class AnAmountOfMoney
{
    [Theory]
    [InlineData(null, null, "")]
    [InlineData("30000", "GBP", "")]
    [InlineData("30000.50", "GBP", "")]
    [InlineData("30000.505", "GBP", "/amount")]
    [InlineData("30000.505", "KWD", "")]
    [InlineData("30000.5", "JPY", "/amount")]
    [InlineData("0", "GBP", "/amount")]
    [InlineData("-1", "GBP", "/amount")]
    [InlineData("1000000000000", "GBP", "/amount")]
    [InlineData("999999999999", "GBP", "")]
    [InlineData("1", null, "/currency")]
    [InlineData(null, "GBP", "/amount")]
    [InlineData("1", "gbp", "/currency")]
    [InlineData("1", "XXX", "/currency")]
    [InlineData("1", "", "/currency")]
    [InlineData("-1", "pounds", "/amount /currency")]
    public void Comes_with_a_currency_of_iso_4217_and_no_more_decimals_than_it_has(string? amount, string? currency, string faults) =>
        string.Join(' ', Money.Faults(amount is null ? null : decimal.Parse(amount, CultureInfo.InvariantCulture), currency).Keys)
            .ShouldBe(faults);
}
