using System.Collections.Frozen;

namespace QmsWorkflow.Server.Data;

/// <summary>The names of roles in files: kebab-case of <see cref="Role"/>.</summary>
internal static class RoleName
{
    private static readonly FrozenDictionary<string, Role> Known = new Dictionary<string, Role>(StringComparer.Ordinal)
    {
        ["head"] = Role.Head,
        ["deputy"] = Role.Deputy,
        ["steering-committee"] = Role.SteeringCommittee,
        ["iso-secretary"] = Role.IsoSecretary,
        ["office"] = Role.Office,
        ["unit-head"] = Role.UnitHead,
        ["staff"] = Role.Staff,
        ["clerk"] = Role.Clerk,
        ["auditor"] = Role.Auditor,
        ["admin"] = Role.Admin,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Known.OrderBy(pair => pair.Value).Select(pair => pair.Key)];

    public static Role? Parse(string name) => Known.TryGetValue(name, out var role) ? role : null;
}
