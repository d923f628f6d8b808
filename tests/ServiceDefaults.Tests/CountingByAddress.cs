using System.Net;
using Microsoft.AspNetCore.Http;
using QLab.ServiceDefaults.Http;

namespace QLab.ServiceDefaults.Tests;

public sealed class CountingByAddress
{
    sealed class TwiceAnHour() : LimitByAddress(2, TimeSpan.FromHours(1));

    [Fact]
    public void A_household_is_one_and_its_neighbours_are_not_counted_with_it()
    {
        using var limit = new TwiceAnHour();
        limit.RefusedFor(From("2001:db8:1:2::1")).ShouldBeNull();
        limit.RefusedFor(From("2001:db8:1:2:ffff::9")).ShouldBeNull();
        limit.RefusedFor(From("2001:db8:1:2:aaaa::3")).ShouldNotBeNull().ShouldBeInRange(1, 3600);
        limit.RefusedFor(From("2001:db8:1:3::1")).ShouldBeNull();
        limit.RefusedFor(From("203.0.113.7")).ShouldBeNull();
        limit.RefusedFor(From("::ffff:203.0.113.7")).ShouldBeNull();
        limit.RefusedFor(From("203.0.113.7")).ShouldNotBeNull();
    }

    static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
}
