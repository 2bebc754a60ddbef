using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using System.Text;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Roles as workflow files name them (kebab-case) and as people read them.</summary>
internal static class RoleTokens
{
    private const string PersonPrefix = "person:";
    private static readonly ResourceManager Texts = new(typeof(TasksText));
    private static readonly ImmutableDictionary<string, Role> ByToken =
        Enum.GetValues<Role>().ToImmutableDictionary(Token, role => role, StringComparer.Ordinal);

    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<Role>().Select(Token)];

    public static bool TryRole(string token, out Role role) => ByToken.TryGetValue(token, out role);

    /// <returns>The user name of <c>person:name</c>; null for any other token.</returns>
    public static string? UserName(string token) =>
        token.StartsWith(PersonPrefix, StringComparison.Ordinal) && token.Length > PersonPrefix.Length ? token[PersonPrefix.Length..].Trim() : null;

    public static IReadOnlyList<string> Split(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The role's name in the reader's language.</summary>
    public static string NameOf(Role role) => Texts.GetString($"Role.{role}", CultureInfo.CurrentUICulture)!;

    /// <summary>Checks one token of a definition; null when it is right.</summary>
    public static string? Check(string token) => TryRole(token.Trim(), out _) || UserName(token.Trim()) is not null
        ? null
        : $"\"{token}\" không phải là vai trò; được dùng: {string.Join(", ", All)} hoặc person:<tên đăng nhập>";

    /// <summary>Checks a comma-separated list of tokens; <paramref name="further"/> are words allowed besides roles.</summary>
    public static string? CheckList(string list, params ReadOnlySpan<string> further)
    {
        var tokens = Split(list);
        if (tokens.Count == 0) return "danh sách trống; cần ít nhất một vai trò";

        foreach (var token in tokens)
        {
            if (!further.Contains(token) && Check(token) is { } problem) return problem;
        }

        return null;
    }

    private static string Token(Role role)
    {
        var token = new StringBuilder();
        foreach (var letter in role.ToString())
        {
            if (char.IsUpper(letter) && token.Length > 0) token.Append('-');
            token.Append(char.ToLowerInvariant(letter));
        }

        return token.ToString();
    }
}
