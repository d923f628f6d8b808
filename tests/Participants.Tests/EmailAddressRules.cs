namespace QLab.Participants.Tests;

public sealed class EmailAddressRules
{
    [Theory]
    [InlineData("Ann@Example.ORG", "ann@example.org", "Ann@example.org", true)]
    [InlineData("ann+lab@bücher.example", "ann+lab@xn--bcher-kva.example", "ann+lab@xn--bcher-kva.example", true)]
    [InlineData("Иван@пример.рф", "иван@xn--e1afmkfd.xn--p1ai", "Иван@xn--e1afmkfd.xn--p1ai", false)]
    [InlineData("o'neill_{x}@a-b.example", "o'neill_{x}@a-b.example", "o'neill_{x}@a-b.example", true)]
    public void What_is_an_address_has_one_key_and_a_form_for_mail_servers(string text, string key, string inAscii, bool asciiForm)
    {
        var address = EmailAddress.Read(text).ShouldNotBeNull();
        (address.Key, address.InAscii, address.HasAsciiForm).ShouldBe((key, inAscii, asciiForm));
        EmailAddress.KeyOf(text).ShouldBe(key);
        EmailAddress.Read(inAscii).ShouldNotBeNull().Key.ShouldBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("@example.org")]
    [InlineData("ann@")]
    [InlineData("a@b@example.org")]
    [InlineData("ann@localhost")]
    [InlineData("ann @example.org")]
    [InlineData("ann@example.org\r\nBcc: all@example.org")]
    [InlineData("ann\0@example.org")]
    [InlineData("Ann <ann@example.org>")]
    [InlineData("\"ann\"@example.org")]
    [InlineData(".ann@example.org")]
    [InlineData("p\u0430ypal@example.org")]
    public void What_is_none_says_why(string text)
    {
        EmailAddress.Read(text).ShouldBeNull();
        EmailAddress.Fault(text).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void None_is_longer_than_mail_servers_take()
    {
        EmailAddress.Fault($"{new string('a', 65)}@example.org").ShouldNotBeNull();
        EmailAddress.Fault($"{new string('a', 64)}@example.org").ShouldBeNull();
        EmailAddress.Fault($"a@{string.Join('.', Enumerable.Repeat(new string('b', 60), 5))}").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("NOBODY", "nobody")]
    [InlineData("A b@Example.ORG", "a b@example.org")]
    public void What_was_stored_by_another_rule_keeps_its_key(string stored, string key) => EmailAddress.KeyOf(stored).ShouldBe(key);
}
