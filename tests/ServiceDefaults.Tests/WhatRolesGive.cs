using System.Security.Claims;
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
    public void Names_are_shown_to_staff_to_an_organisations_administrator_who_is_bound_to_it_and_to_coordinators_of_their_projects()
    {
        Roles.All.Where(role => Roles.ScopesOf([role]).Contains("participants:read"))
            .ShouldBe([Roles.Staff, Roles.OrganisationAdministrator, Roles.Coordinator], ignoreOrder: true);
        Roles.All.Where(role => Roles.BoundToOrganisation([role])).ShouldBe([Roles.OrganisationAdministrator]);
        Roles.All.Where(role => Roles.BoundToProjects([role])).ShouldBe([Roles.Coordinator]);
        Roles.All.Where(role => Roles.ScopesOf([role]).Contains("participants:write"))
            .ShouldBe([Roles.Staff, Roles.OrganisationAdministrator, Roles.Coordinator], ignoreOrder: true);
    }

    [Fact]
    public void A_token_that_names_the_role_of_a_coordinator_and_no_project_is_bound_to_none()
    {
        var nowhere = new ClaimsPrincipal(new ClaimsIdentity([new("roles", Roles.Coordinator), new("scope", "surveys:read")]));
        nowhere.ProjectIds().ShouldBe([]);
        nowhere.MayActIn(Guid.NewGuid()).ShouldBeFalse();
        nowhere.ActsForLab("surveys:read").ShouldBeFalse();
        var unreadable = new ClaimsPrincipal(new ClaimsIdentity([new(Callers.ProjectsClaim, "everything")]));
        Should.Throw<InvalidOperationException>(() => unreadable.ProjectIds());
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
