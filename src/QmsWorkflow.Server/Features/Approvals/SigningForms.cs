using System.Collections.Immutable;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>By what authority somebody signs (NĐ 30/2020, Điều 13 and Phụ lục I; S-198).</summary>
internal static class SigningForms
{
    /// <summary>The signer's post decides: the head signs directly (or TM. where the agency works collectively), a deputy KT.</summary>
    public const string Auto = "auto";

    public const string Direct = "direct";
    public const string OnBehalfOfCollective = "TM";
    public const string ForTheHead = "KT";

    public static ImmutableArray<string> Allowed { get; } = [Auto, Direct, ForTheHead, OnBehalfOfCollective, "TL", "TUQ", "Q"];

    /// <returns>The form to sign by; null when the person has no authority to sign by their post alone.</returns>
    public static string? Of(string asked, UserTask task, Actor actor, Agency agency)
    {
        if (asked != Auto) return asked;

        return PostOf(task, actor) switch
        {
            Role.Head => agency.IsCollective ? OnBehalfOfCollective : Direct,
            Role.Deputy => ForTheHead,
            Role.UnitHead => Direct,
            _ => null,
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
