using System.Collections.Immutable;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>By what authority somebody signs (NĐ 30/2020, Điều 13 and Phụ lục I; S-198).</summary>
internal static class SigningAuthority
{
    /// <summary>The signer's post decides: the head signs directly (or TM. where the agency works collectively), a deputy KT.</summary>
    public const string Auto = "auto";

    public const string Direct = "direct";
    public const string OnBehalf = "TM";
    public const string ForHead = "KT";

    public static ImmutableArray<string> Allowed { get; } = [Auto, Direct, ForHead, OnBehalf, "TL", "TUQ", "Q"];

    /// <returns>The form to sign by; null when the person has no authority to sign by their post alone.</returns>
    public static string? Of(string asked, UserTask task, Actor actor, Agency agency)
    {
        if (asked != Auto) return asked;

        return PostOf(task, actor) switch
        {
            // In a collective body the deputy too signs on its behalf: TM. …, KT. … (Điều 13.2).
            Role.Head or Role.Deputy when agency.IsCollective => OnBehalf,
            Role.Head => Direct,
            Role.Deputy => ForHead,
            Role.UnitHead => Direct,
            _ => null,
        };
    }

    /// <summary>The lines above the name, as they will be printed.</summary>
    public static IReadOnlyList<string> Lines(string? form, Agency agency, Person person)
    {
        var head = agency.HeadTitle.ToUpperInvariant();
        var own = person.JobTitle.ToUpperInvariant();
        var isDeputy = own != head;
        return form switch
        {
            null => [],
            Direct => [own],
            OnBehalf when isDeputy => [agency.AuthorityLine.ToUpperInvariant(), $"KT. {head}", own],
            OnBehalf => [agency.AuthorityLine.ToUpperInvariant(), head],
            "Q" => [$"Q. {head}"],
            _ => [$"{form}. {head}", own],
        };
    }

    /// <summary>The post in which the person acts here: the role the approval was given to, else the highest held.</summary>
    private static Role? PostOf(UserTask task, Actor actor)
    {
        if (task.AssigneeId is null && task.AssigneeRole is { } given) return given;
        if (actor.Has(Role.Head)) return Role.Head;
        if (actor.Has(Role.Deputy)) return Role.Deputy;

        return actor.HasFor(Role.UnitHead, task.UnitId) ? Role.UnitHead : null;
    }
}
