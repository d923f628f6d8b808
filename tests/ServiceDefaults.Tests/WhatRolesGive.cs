using QLab.ServiceDefaults.Security;

namespace QLab.ServiceDefaults.Tests;

public sealed class WhatRolesGive
{
    [Fact]
    public void No_role_and_no_program_operates_the_platform()
    {
        Roles.ScopesOf(Roles.All).ShouldNotContain(Access.Operate);
        Roles.ForPrograms.ShouldNotContain(Access.Operate);
    }

    [Fact]
    public void Names_are_shown_to_staff_and_to_an_organisations_administrator_who_is_bound_to_it()
    {
        Roles.All.Where(role => Roles.ScopesOf([role]).Contains("participants:read"))
            .ShouldBe([Roles.Staff, Roles.OrganisationAdministrator], ignoreOrder: true);
        Roles.All.Where(role => Roles.BoundToOrganisation([role])).ShouldBe([Roles.OrganisationAdministrator]);
        Roles.All.Where(role => Roles.ScopesOf([role]).Contains("participants:write"))
            .ShouldBe([Roles.Staff, Roles.OrganisationAdministrator], ignoreOrder: true);
    }

    [Fact]
    public void Only_staff_give_roles_and_read_the_audit_log()
    {
        foreach (var scope in new[] { Access.Grant, Access.Audit })
            Roles.All.Where(role => Roles.ScopesOf([role]).Contains(scope)).ShouldBe([Roles.Staff]);
    }

    [Fact]
    public void What_is_no_role_gives_nothing() => Roles.ScopesOf(["admin", "STAFF", ""]).ShouldBeEmpty();

    [Fact]
    public void Programs_are_given_reading_and_writing_only() =>
        Roles.ForPrograms.ShouldAllBe(scope => scope.EndsWith(":read") || scope.EndsWith(":write"));
}
