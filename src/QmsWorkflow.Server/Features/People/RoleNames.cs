using System.Globalization;
using System.Resources;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.People;

/// <summary>Roles as people read them.</summary>
internal static class RoleNames
{
    private static readonly ResourceManager Texts = new(typeof(PeopleText));

    public static string Of(Role role) => Texts.GetString($"Role_{role}", CultureInfo.CurrentUICulture)!;
}
