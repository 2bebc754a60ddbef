using Microsoft.Extensions.Localization;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>Outcomes as people read them: the product's own are translated, a definition's own stand as written.</summary>
internal static class OutcomeName
{
    public static string Of(IStringLocalizer texts, string? outcome)
    {
        if (outcome is null) return "";

        var known = texts[$"Outcome.{outcome}"];
        return known.ResourceNotFound ? outcome : known.Value;
    }
}
